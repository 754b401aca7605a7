import { expect, test } from 'vitest';
import type { Instant, XUserId } from '../domain/ids.js';
import type { Post } from '../domain/post.js';
import type { FloorTurn } from '../ports/queues.js';
import { anEntry, at, PACE } from '../testing/builders.js';
import { openTranscript } from '../testing/transcript.js';
import { createDoor } from './door.js';

const FLOOD = 1_000_000;
const LASTS_MS = 1_000_000;
const BID_EVERY_MS = 10_000;
const HONEST = ['ada', 'bob', 'cyd'];

const aPost = (id: string, authorId: string, text: string, when: Instant): Post => ({
  ...{ source: 'post', id, authorId: authorId as XUserId, handle: `u${authorId}`, text },
  ...{ placedAt: when, receivedAt: when },
});

test('a million messages of one account leave every other bid ruled on', async () => {
  const opening = { catalogue: [anEntry(1, { durationMs: 2 * LASTS_MS })] };
  const evening = await openTranscript({ opening, seated: [...HONEST, 'eve'] });
  await evening.play(`${(PACE.standbyMs + PACE.presentMs) / 1_000} ticks`);
  const floor = evening.floor();
  const door = createDoor();
  const startMs = at(20);
  let queued = 0;

  const knock = async (post: Post) => {
    const { authorId: author } = post;
    if (!door.admits({ ...post, author, xUserId: author })) return false;
    queued += 1;
    await floor.run({ kind: 'post', post });
    return true;
  };
  const tell = async (now: Instant) => {
    const moves = door.floods(now);
    for (const move of moves) await floor.run({ kind: 'move', move } satisfies FloorTurn);
    return moves.reduce((sum, { count }) => sum + count, 0);
  };

  let counted = 0;
  let flooded = 0;
  const refused: string[] = [];
  for (let i = 0; i < FLOOD; i += 1) {
    const now = (startMs + Math.floor((i * LASTS_MS) / FLOOD)) as Instant;
    const spent = now - startMs;
    if (await knock(aPost(`9${i}`, '4', 'bid 1 ETH', now))) flooded += 1;
    if (spent % BID_EVERY_MS === 0) {
      for (const [place] of HONEST.entries()) {
        const id = `1${i}-${place}`;
        const amount = 10 + (spent / BID_EVERY_MS) * HONEST.length + place;
        const isIn = await knock(aPost(id, String(place + 1), `bid ${amount} ETH`, now));
        if (!isIn) refused.push(id);
      }
    }
    if (spent % 5_000 === 4_999) counted += await tell(now);
  }
  counted += await tell((startMs + LASTS_MS) as Instant);

  const events = (await evening.book.ledger.read(evening.auctionId)).map(({ event }) => event);
  const accepted = events.filter(({ kind }) => kind === 'bid-accepted');
  expect(refused).toEqual([]);
  expect(accepted.length).toBeGreaterThanOrEqual((LASTS_MS / BID_EVERY_MS) * HONEST.length);
  expect(counted + flooded).toBe(FLOOD);
  expect(queued).toBeLessThan(1_000);
  expect(door.remembered()).toBe(HONEST.length + 1);
  const told = (await evening.book.outbox(evening.auctionId).waiting()).filter(({ id }) =>
    id.endsWith('-flood'),
  );
  expect(told).toHaveLength(1);
}, 60_000);
