import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CountedPictures } from '../testing/counted-pictures.js';
import { FakeEncoders } from '../testing/fake-encoder.js';
import { KeptEncoder } from './kept-encoder.js';

const PLAN = { widthPx: 64, heightPx: 36, fps: 100, bitrateKbps: 100, gopFrames: 20 };
const PICTURES_MAX = 4;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const step = fc.oneof(
  { weight: 6, arbitrary: fc.constant('new' as const) },
  { weight: 2, arbitrary: fc.constant('repeat' as const) },
  { weight: 4, arbitrary: fc.constant('give' as const) },
  { weight: 3, arbitrary: fc.constant('wait' as const) },
  fc.constantFrom('lose', 'lose-spare', 'restart', 'bitrate', 'fail-start', 'give-late'),
);

test.each([true, false])(
  'whatever is lost and restarted, every tick that was put has one frame, in order, with bitrate changes in place: %s',
  async (canChangeBitrate) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80 }), async (steps) => {
        const encoders = new FakeEncoders();
        encoders.canChangeBitrate = canChangeBitrate;
        const pictures = new CountedPictures();
        const frames: { tick: number; index: number }[] = [];
        const put: { tick: number; index: number }[] = [];
        const kept = new KeptEncoder(
          { plan: PLAN, start: encoders.start, picturesMax: PICTURES_MAX },
          {
            onConfig: () => undefined,
            onFrame: ({ bytes }, tick) => frames.push({ tick, index: bytes[0] ?? -1 }),
            onTrouble: () => undefined,
          },
        );
        const opening = kept.open();
        await vi.advanceTimersByTimeAsync(50);
        await opening;
        let latest = pictures.pixels();
        let isNew = true;
        let kbps = 100;
        const putNext = (tick: number) => {
          const fate = kept.put(tick, performance.now(), latest, isNew);
          const before = put.at(-1)?.index ?? -1;
          if (fate !== 'lost') put.push({ tick, index: fate === 'taken' ? latest.index : before });
          if (fate === 'taken') isNew = false;
        };
        for (const [tick, what] of steps.entries()) {
          if (what === 'new') {
            latest.release();
            latest = pictures.pixels();
            isNew = true;
          }
          if (what === 'new' || what === 'repeat') putNext(tick);
          if (what === 'give') encoders.atWork?.give();
          // One that was closed or is dead may have had something to say still.
          if (what === 'give-late') encoders.lives.find(({ isClosed }) => isClosed)?.give();
          if (what === 'wait') await vi.advanceTimersByTimeAsync(15);
          if (what === 'lose') encoders.atWork?.lose();
          if (what === 'lose-spare') encoders.alive.find(({ puts }) => puts.length === 0)?.lose();
          if (what === 'restart') kept.restart('It hangs.');
          if (what === 'bitrate') kept.setBitrate(++kbps);
          if (what === 'fail-start') encoders.failures++;
          expect(pictures.held).toBeLessThanOrEqual(PICTURES_MAX + 2);
        }
        encoders.failures = 0;
        for (let i = 0; i < 20; i++) {
          await vi.advanceTimersByTimeAsync(700);
          encoders.atWork?.give(100);
        }
        expect(frames).toEqual(put);
        const closing = kept.close(500);
        await vi.advanceTimersByTimeAsync(11_000);
        await closing;
        latest.release();
        expect(pictures.allReleasedOnce).toBe(true);
        expect(encoders.alive).toEqual([]);
      }),
      { numRuns: 150 },
    );
  },
);
