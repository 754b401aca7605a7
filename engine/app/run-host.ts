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

/** Routine turns wait for the line before them to have been read; the rest break in. */
const ROUTINE: ReadonlySet<HostTurn> = new Set(['new-high-bid', 'extended']);

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
  let captionUntil = 0;
  let lines = 0;
  let vetoed = 0;

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
    const text = vetted(await host.line(turn, state, limited(closing.signal, TURN_LIMIT_MS)));
    if (!text) return;
    lines += 1;
    const sinceMs = clock.now();
    captionUntil = sinceMs + CAPTION_BASE_MS + text.length * CAPTION_PER_CHARACTER_MS;
    show.say({ text, sinceMs, untilMs: captionUntil });
    await announcer.chat(text);
  };

  const work = async () => {
    while (waiting && !closing.signal.aborted) {
      const turn = waiting;
      waiting = undefined;
      await speak(turn).catch(onTrouble);
    }
    speaking = undefined;
  };

  return {
    hear: (events) => {
      const turn = events.map(turnOf).findLast((found) => found !== undefined);
      if (!turn || closing.signal.aborted) return;
      if (ROUTINE.has(turn) && (waiting !== undefined || clock.now() < captionUntil)) return;
      waiting = turn;
      speaking ??= work();
    },
    answer: async (post) => {
      const state = show.state();
      if (!state) return undefined;
      const signal = limited(closing.signal, ANSWER_LIMIT_MS);
      const text = vetted(await host.answer(post, state, signal));
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

const limited = (closing: AbortSignal, limitMs: number): AbortSignal =>
  AbortSignal.any([closing, AbortSignal.timeout(limitMs)]);

function turnOf(event: AuctionEvent): HostTurn | undefined {
  switch (event.kind) {
    case 'auction-opened':
      return 'welcome';
    case 'lot-presented':
      return 'presentation';
    case 'lot-opened':
      return 'opening';
    case 'bid-accepted':
      return event.extended ? 'extended' : 'new-high-bid';
    case 'fair-warning-given':
      return 'fair-warning';
    case 'hammer-fell':
      return event.outcome;
    case 'auction-closed':
      return 'thanks';
    default:
      return undefined;
  }
}
