import { SothebaisError } from '../../../domain/errors.js';
import type { Instant, XUserId } from '../../../domain/ids.js';
import type { Post } from '../../../domain/post.js';
import { postName } from '../../../domain/source-key.js';
import type { Announcer, Sent } from '../../../ports/announcer.js';
import type { PostSource } from '../../../ports/posts.js';
import type { Chance } from '../../../sandbox/crowd/chance.js';
import type { Life } from './life.js';
import { oneIn } from './odds.js';
import type { VirtualTime } from './virtual-time.js';

/** How badly X delivers. */
export interface XManners {
  readonly delayMs: number;
  /** One post in so many is not streamed at all, and found by the next sweep. */
  readonly lostOneIn: number;
  readonly twiceOneIn: number;
  /** One answer to the host in so many is lost although it was posted. */
  readonly lostAnswerOneIn: number;
}

/** What somebody said, when it truly was said. */
type Said = Omit<Post, 'receivedAt'>;

/** X, as far as the house knows it. It outlives the house. */
export interface SimulatedX {
  say(words: Omit<Said, 'id' | 'placedAt'>): Said;
  readonly said: readonly Said[];
  /** A post by its source and id, see `postName`. */
  find(name: string): Said | undefined;
  /** How often each answer of the host was posted, by post and text. */
  readonly answers: ReadonlyMap<string, number>;
  readonly isAway: (away: boolean) => void;
  /** How many posts are on their way to the house. */
  waiting(): number;
  posts(life: Life, clock: () => Instant): PostSource;
  readonly announcer: Announcer;
}

const SWEEP_MS = 15_000;
const RETRY_MS = 400;
/** As the mentions are read: a little again, for X lists posts a little out of order. */
const OVERLAP_MS = 30_000;

/** @param tell - a line for the story of each thing said */
export function createSimulatedX(
  time: VirtualTime,
  chance: Chance,
  manners: XManners,
  tell: (line: string) => void,
): SimulatedX {
  const said: Said[] = [];
  const byName = new Map<string, Said>();
  const answers = new Map<string, number>();
  let onTheirWay = 0;
  const sources = new Set<{ readonly sweep: () => void; readonly hear: (post: Said) => void }>();
  let away = false;
  const expectHere = () => {
    if (away) throw new SothebaisError('X_FAILED', 'X is away.');
  };

  const reply: Announcer['reply'] = async (to, text, _priority, once): Promise<Sent> => {
    expectHere();
    const key = `${to.id} ${text}`;
    if (once?.isAgain === true && answers.has(key)) return { kind: 'sent', id: '' };
    await once?.beforeSending();
    expectHere();
    answers.set(key, (answers.get(key) ?? 0) + 1);
    tell(`the house answers ${to.source}-${to.id}: ${text}`);
    if (oneIn(chance, manners.lostAnswerOneIn)) {
      throw new SothebaisError('X_FAILED', 'The answer of X was lost.');
    }
    return { kind: 'sent', id: `sent-${answers.size}` };
  };
  const silence = async (): Promise<Sent> => ({ kind: 'not-sent', why: 'The host says nothing.' });

  return {
    said,
    answers,
    waiting: () => onTheirWay,
    find: (name) => byName.get(name),
    // A stream that opens again is followed by a reading of what was missed.
    isAway: (isAway) => {
      away = isAway;
      if (!away) for (const { sweep } of sources) sweep();
    },
    say: (words) => {
      const place = said.length + 1;
      const id = words.source === 'post' ? String(2n * 10n ** 18n + BigInt(place)) : `m${place}`;
      const post = { ...words, id, placedAt: time.now() };
      tell(`@${words.handle} says (${postName(post)}): ${words.text.slice(0, 80)}`);
      said.push(post);
      byName.set(postName(post), post);
      for (const source of sources) source.hear(post);
      return post;
    },
    announcer: {
      ...{ post: silence, chat: silence, reply },
      tally: () => ({ sent: answers.size, notSent: 0, costUsd: '0' }),
    },
    posts: (life, clock) => ({
      start: async (hear, since) => {
        expectHere();
        const from = new Map(
          (['post', 'chat'] as const).map((source) => {
            const newest = byName.get(`${source}-${since[source] ?? ''}`);
            return [source, newest ? newest.placedAt - OVERLAP_MS : 0];
          }),
        );
        const delivery = deliverTo(hear, life, clock);
        const seen = new Set<Said>();
        const take = (post: Said) => {
          if (seen.has(post) || post.placedAt < (from.get(post.source) ?? 0)) return;
          seen.add(post);
          delivery.put(post);
        };
        const sweep = () => {
          if (!away) said.forEach(take);
        };
        const hearLive = (post: Said) => {
          if (away || oneIn(chance, manners.lostOneIn)) return;
          const arrive = () => {
            if (!away) take(post);
            if (oneIn(chance, manners.twiceOneIn)) delivery.put(post);
          };
          time.in(chance.between(20, Math.max(20, manners.delayMs)), arrive);
        };
        sweep();
        const source = { sweep, hear: hearLive };
        sources.add(source);
        onTheirWay = 0;
        void repeat(sweep, life, delivery);
        return {
          close: async () => {
            sources.delete(source);
            onTheirWay = 0;
            delivery.close();
          },
        };
      },
    }),
  };

  async function repeat(sweep: () => void, life: Life, delivery: { isClosed(): boolean }) {
    while (!life.isOver() && !delivery.isClosed()) {
      await time.wait(SWEEP_MS);
      if (!delivery.isClosed()) sweep();
    }
  }

  /** One after another; what cannot be delivered now is tried until it can. */
  function deliverTo(hear: (post: Post) => Promise<void>, life: Life, clock: () => Instant) {
    const waiting: Post[] = [];
    let busy = false;
    let closed = false;
    const isOver = () => closed || life.isOver();
    const deliver = async () => {
      for (let next = waiting[0]; next && !isOver(); next = waiting[0]) {
        const isHeard = await hear(next).then(
          () => true,
          () => false,
        );
        if (isHeard) waiting.shift();
        onTheirWay = waiting.length;
        if (!isHeard) await time.wait(RETRY_MS);
      }
      busy = false;
    };
    return {
      put: (post: Said) => {
        if (isOver()) return;
        waiting.push({ ...post, receivedAt: clock() });
        onTheirWay = waiting.length;
        if (busy) return;
        busy = true;
        void deliver();
      },
      close: () => (closed = true),
      isClosed: () => closed,
    };
  }
}

/** The X user of a bidder's place. */
export const xUserOf = (place: number): XUserId => String(1000 + place) as XUserId;
