import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { DestinationHealth } from '../../engine/ports/program.js';
import { aDestination } from '../../engine/testing/sample-stream.js';
import { firstRefusal } from './first-refusal.js';

const LOST = {
  ...{ message: 'Nobody listens at port 1 of x.', code: 'DESTINATION_LOST' },
  blame: 'destination' as const,
};
const REFUSED = { ...LOST, message: 'x hung up on the key.', code: 'DESTINATION_REFUSED' };

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

vi.mock('node:timers/promises', () => ({
  setTimeout: (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms)),
}));

/** What becomes of it where the destinations stand so at these times. */
async function outcomeOf(
  story: readonly (readonly [fromMs: number, ...destinations: DestinationHealth[]])[],
  limitMs: number,
  signal = new AbortController().signal,
) {
  const startMs = performance.now();
  const now = () => {
    const [, ...destinations] = story.findLast(([from]) => performance.now() - startMs >= from) ?? [
      0,
    ];
    return destinations;
  };
  let outcome: unknown = 'waiting';
  void firstRefusal(now, signal).then((failure) => (outcome = failure));
  await vi.advanceTimersByTimeAsync(limitMs);
  return outcome;
}

const connecting = aDestination({ state: 'connecting' });

test('a destination that nobody answers at is told, with its name and what to do', async () => {
  const lost = aDestination({ state: 'connecting', trouble: LOST });
  expect(
    await outcomeOf(
      [
        [0, connecting],
        [300, lost],
      ],
      400,
    ),
  ).toMatchObject({
    ...{ code: 'DESTINATION_LOST', message: LOST.message, exitCode: 69 },
    hint: 'Is the address right, and the network up? Then start the stream again.',
    details: { destination: 'main', blame: 'destination' },
  });
});

test('so is one that takes the stream and then shuts the door on its key', async () => {
  const shut = aDestination({ state: 'failed', trouble: REFUSED });
  const story = [
    [0, connecting],
    [100, aDestination()],
    [400, shut],
  ] as const;
  expect(await outcomeOf(story, 600)).toMatchObject({ code: 'DESTINATION_REFUSED' });
});

test('so is a recording for which there is no room', async () => {
  const full = { message: 'The disk is full.', code: 'FOLDER_UNWRITABLE', blame: 'ours' as const };
  const copy = aDestination({ id: 'copy', kind: 'file', state: 'failed', trouble: full });
  expect(await outcomeOf([[0, aDestination(), copy]], 100)).toMatchObject({
    ...{ code: 'FOLDER_UNWRITABLE', exitCode: 69, details: { destination: 'copy' } },
  });
});

test('once all have it, what is lost is not our business any more', async () => {
  const lost = aDestination({ state: 'reconnecting', trouble: LOST });
  expect(
    await outcomeOf(
      [
        [0, connecting],
        [100, aDestination()],
        [900, lost],
      ],
      1_000,
    ),
  ).toBe(undefined);
});

test('one that is still silent is waited for', async () => {
  const story = [[0, aDestination({ id: 'copy' }), connecting]] as const;
  expect(await outcomeOf(story, 9_000)).toBe('waiting');
});

test.each([
  ['was removed', []],
  ['has ended', [aDestination({ state: 'stopped', trouble: LOST })]],
])('nobody waits for one that %s', async (_how, later) => {
  expect(
    await outcomeOf(
      [
        [0, connecting],
        [100, ...later],
      ],
      200,
    ),
  ).toBe(undefined);
});

test('an interruption ends the wait', async () => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 100);
  expect(await outcomeOf([[0, connecting]], 200, stop.signal)).toBe(undefined);
});
