import { SothebaisError } from '../domain/errors.js';
import type { AuctionEvent } from '../domain/events.js';
import { vetLine } from '../domain/line.js';
import type { Post } from '../domain/post.js';
import type { Announcer } from '../ports/announcer.js';
import type { Clock } from '../ports/clock.js';
import type { Closeable } from '../ports/closeable.js';
import type { Host, HostTurn } from '../ports/host.js';
import type { Show } from './run-show.js';

/** How long the host may think before the show goes on without a line. */
const TURN_LIMIT_MS = 4_000;
const ANSWER_LIMIT_MS = 10_000;

/** A caption stays up this long, and longer with its length. */
const CAPTION_BASE_MS = 2_200;
const CAPTION_PER_CHARACTER_MS = 45;

/**
 * Routine turns wait for the line before them to have been read, or to have left the screen
 * because it is true no more; the rest break in.
 */
const ROUTINE: ReadonlySet<HostTurn> = new Set(['new-high-bid', 'extended', 'second-warning']);

/** Between two routine lines at the least, so that a flurry of bids is no flurry of words. */
const ROUTINE_GAP_MS = 2_500;

/** What the host has done so far. */
export interface HostTally {
  readonly lines: number;
  readonly vetoed: number;
}

/** The host at work: it hears of commits, speaks its turns, and answers questions. */
export interface HostDesk extends Closeable {
  /** Hears what was committed; never waits and never fails. */
  hear(events: readonly AuctionEvent[]): void;
  /** A vetted answer to words that were no bid; undefined when there is none to give. */
  answer(post: Post): Promise<string | undefined>;
  tally(): HostTally;
}

/**
 * Lets the host speak, one line at a time and the newest turn first: a turn that came while it
 * was thinking replaces the one that waited, because a stale line is worse than none.
 */
export function startHostDesk(options: {
  readonly host: Host;
  readonly show: Show;
  readonly announcer: Pick<Announcer, 'chat'>;
  readonly clock: Clock;
  readonly onTrouble: (cause: unknown) => void;
}): HostDesk {
  const { host, show, announcer, clock, onTrouble } = options;
  const closing = new AbortController();
  let waiting: HostTurn | undefined;
  let speaking: Promise<void> | undefined;
  let spokeAt = 0;
  let spokenTurn: HostTurn | undefined;
  let captionUntil = 0;
  let lines = 0;
  let vetoed = 0;

  const mustWait = (turn: HostTurn) => {
    const now = clock.now();
    // A call for the first bid is answered by it, read or not.
    const isOver =
      now >= captionUntil || spokenTurn === 'opening' || show.state()?.host.line === undefined;
    return ROUTINE.has(turn) && (!isOver || now < spokeAt + ROUTINE_GAP_MS);
  };
  /** What is lost because the house closes is no trouble. */
  const noteUnlessClosing = (cause: unknown) => {
    if (!closing.signal.aborted) onTrouble(cause);
  };
  const heard = (limitMs: number, speak: (signal: AbortSignal) => Promise<string | undefined>) =>
    withinLimit(limitMs, closing.signal, onTrouble, speak);
  const vetted = (line: string | undefined): string | undefined => {
    const state = show.state();
    if (!line || !state) return undefined;
    const verdict = vetLine(line, state);
    if (verdict.ok) return verdict.line;
    vetoed += 1;
    return undefined;
  };

  const speak = async (turn: HostTurn) => {
    const state = show.state();
    if (!state) return;
    const text = vetted(await heard(TURN_LIMIT_MS, (signal) => host.line(turn, state, signal)));
    if (!text) return;
    lines += 1;
    const sinceMs = clock.now();
    spokeAt = sinceMs;
    spokenTurn = turn;
    captionUntil = sinceMs + CAPTION_BASE_MS + text.length * CAPTION_PER_CHARACTER_MS;
    show.say({ text, sinceMs, untilMs: captionUntil });
    await announcer.chat(text);
  };

  const work = async () => {
    while (waiting && !closing.signal.aborted) {
      const turn = waiting;
      waiting = undefined;
      // It came while the host was thinking of the line that now stands there to be read.
      if (mustWait(turn)) continue;
      await speak(turn).catch(noteUnlessClosing);
    }
    speaking = undefined;
  };

  return {
    hear: (events) => {
      const isSecond = show.state()?.lot?.warnings === 2;
      const turn = events
        .map((event) => turnOf(event, isSecond))
        .findLast((found) => found !== undefined);
      if (!turn || closing.signal.aborted) return;
      if (mustWait(turn) || (ROUTINE.has(turn) && waiting !== undefined)) return;
      waiting = turn;
      speaking ??= work();
    },
    answer: async (post) => {
      const state = show.state();
      if (!state) return undefined;
      const text = vetted(
        await heard(ANSWER_LIMIT_MS, (signal) => host.answer(post, state, signal)),
      );
      if (text) lines += 1;
      return text;
    },
    tally: () => ({ lines, vetoed }),
    close: async () => {
      closing.abort();
      await speaking;
    },
  };
}

/**
 * Waits for words no longer than `limitMs` and only until the desk closes, whether the host heeds
 * its signal or not. Words that come too late are none, and a trouble.
 *
 * @throws SothebaisError `HOST_FAILED` (retryable) when the desk closes
 */
async function withinLimit(
  limitMs: number,
  closing: AbortSignal,
  onTrouble: (cause: unknown) => void,
  speak: (signal: AbortSignal) => Promise<string | undefined>,
): Promise<string | undefined> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), limitMs);
  const signal = AbortSignal.any([closing, late.signal]);
  try {
    return await Promise.race([whenAborted(signal), speak(signal)]);
  } catch (cause) {
    if (closing.aborted) throw new SothebaisError('HOST_FAILED', 'The host has left.', { cause });
    if (!late.signal.aborted) throw cause;
    onTrouble(new SothebaisError('HOST_FAILED', `The host had no words within ${limitMs} ms.`));
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

const whenAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const give = () => reject(new Error('given up'));
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });

/** @param isSecond - whether the warning on screen is the second */
function turnOf(event: AuctionEvent, isSecond: boolean): HostTurn | undefined {
  switch (event.kind) {
    case 'auction-opened':
      return 'welcome';
    case 'lot-previewed':
      return 'presentation';
    case 'lot-opened':
      return 'opening';
    case 'bid-accepted':
      return event.extended ? 'extended' : 'new-high-bid';
    case 'fair-warning-given':
      return isSecond ? 'second-warning' : 'fair-warning';
    case 'hammer-fell':
      return event.outcome;
    case 'auction-closed':
      return 'thanks';
    default:
      return undefined;
  }
}
