import { expect } from 'vitest';
import { openTranscript, script, type Transcript } from './transcript.js';

type Options = Parameters<typeof openTranscript>[0];

/** Two bidders with paddles 101 and 102. */
export const SEATED: Options = { seated: ['ada', 'bob'] };

/** An evening whose first lot is open from 15 to 75. */
export async function openLot(options: Options = SEATED): Promise<Transcript> {
  const evening = await openTranscript(options);
  await evening.play('15 ticks');
  return evening;
}

/** Plays a script and expects every line of it. */
export async function holds(evening: Transcript, text: string): Promise<void> {
  expect(await evening.play(text)).toBe(script(text));
}
