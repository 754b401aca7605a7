import { openFloor, type Committed, type Floor } from '../app/run-floor.js';
import type { AuctionOpening, Reserves } from '../domain/auction.js';
import { nextTickAt } from '../domain/due.js';
import { SothebaisError } from '../domain/errors.js';
import type { Offer } from '../domain/events.js';
import type { AuctionId, BidId, Instant, LotId, XUserId } from '../domain/ids.js';
import { invariant } from '../domain/invariant.js';
import type { LotMove, Move } from '../domain/moves.js';
import type { Post } from '../domain/post.js';
import type { FloorTurn } from '../ports/queues.js';
import { address, aDesk, anOpening, at, eth } from './builders.js';
import { describeErrand, describeEvent } from './describe-outcome.js';
import { createFakeBook, type Book } from './fake-ledger.js';

/** Everybody who may come to a test; each has the wallet and the X id of his place here. */
const PEOPLE = ['ada', 'bob', 'cyd', 'eve'];

const placeOf = (handle: string): number => {
  invariant(PEOPLE.includes(handle), `${handle} is one of ${PEOPLE.join(', ')}`);
  return PEOPLE.indexOf(handle) + 1;
};

/** An auction told as text, over the real floor, a book in memory and a clock moved by hand. */
export interface Transcript {
  readonly auctionId: AuctionId;
  readonly book: Book;
  /** What the floor told the house, in order. */
  readonly told: readonly Committed[];
  readonly floor: () => Floor;
  /** Moves the clock without a turn. */
  readonly setClock: (now: Instant) => void;
  /**
   * Plays a script and gives it back with what really followed.
   *
   * A line at the margin is something that happens, its seconds first; the indented lines under it
   * are what the book holds because of it. `told` beside them is the house's own account.
   *
   *     16 @ada bid 1 ETH               a post; `chat @ada …` is a message in the chat
   *     16 @ada (placed 15) bid 1 ETH   a post that was placed before it came
   *     16 again                        the last post, delivered once more
   *     16 wallet ada bids 1.1 on 1     a bid on chain; `deposits 10`, `deposits 10 for ada`
   *     16 tick                         `ticks` takes every tick that falls due up to then
   *     16 settled 1                    `unsettled 1` where it could not be
   *     16 desk withdraws 1             also opens, pauses, resumes, hammers, defaults
   *     16 desk voids 3 on 1            the third post or message of the play
   *     16 another writer               somebody else appends to the book
   *     16 reopen                       the house stops dead and opens again on its book
   */
  readonly play: (script: string) => Promise<string>;
}

/** Takes the margin off a script, so that it can be compared with what `play` gives back. */
export function script(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const margin = Math.min(...lines.map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(margin).trimEnd()).join('\n');
}

/** Opens an auction; `seated` have their paddles already, from 101 in that order. */
export async function openTranscript(
  options: {
    readonly opening?: Partial<AuctionOpening>;
    readonly seated?: readonly string[];
    readonly deposit?: string;
    readonly reserves?: Reserves;
  } = {},
): Promise<Transcript> {
  const opening = anOpening(options.opening);
  const book = createFakeBook();
  const told: Committed[] = [];
  let now = at(0);
  const open = () =>
    openFloor({
      auctionId: opening.id,
      ledger: book.ledger,
      reserves: options.reserves ?? new Map(),
      clock: { now: () => now },
      hostHandle: 'aurelia',
      checksum: (wallet) => wallet,
      onCommit: (committed) => told.push(committed),
    });
  let floor = await open();
  const take = createReader(() => now);

  await floor.run({ kind: 'move', move: { kind: 'open-auction', at: now, opening } });
  for (const who of options.seated ?? []) {
    await floor.run(take(`@${who} register`));
    await floor.run(take(`wallet ${who} deposits ${options.deposit ?? '10'} for ${who}`));
  }

  const happen = async (what: string): Promise<void> => {
    if (what === 'reopen') floor = await open();
    else if (what === 'ticks') await takeTicks(floor, now, (due) => (now = due));
    else if (what === 'another writer') await interfere(book, opening.id, now);
    else await floor.run(take(what));
  };

  return {
    auctionId: opening.id,
    book,
    told,
    floor: () => floor,
    setClock: (instant) => (now = instant),
    play: async (text) => {
      const played: string[] = [];
      for (const line of script(text).split('\n')) {
        if (line.startsWith(' ')) continue;
        const [seconds = '', ...words] = line.split(' ');
        now = at(Number(seconds));
        const before = await sizeOf(book, opening.id);
        const failure = await happen(words.join(' ')).then(() => [], describeFailure);
        now = at(Number(seconds));
        const outcome = [...(await since(book, opening.id, before)), ...failure];
        played.push(line, ...(outcome.length > 0 ? outcome : ['nothing']).map((o) => `  ${o}`));
      }
      return played.join('\n');
    },
  };
}

interface Size {
  readonly sequence: number;
  readonly owed: ReadonlySet<string>;
}

async function sizeOf(book: Book, auctionId: AuctionId): Promise<Size> {
  const owed = new Set((await book.outbox(auctionId).waiting()).map(({ id }) => id));
  return { sequence: (await book.ledger.read(auctionId)).length, owed };
}

async function since(book: Book, id: AuctionId, before: Size): Promise<string[]> {
  const entries = (await book.ledger.read(id)).slice(before.sequence);
  const errands = (await book.outbox(id).waiting()).filter((errand) => !before.owed.has(errand.id));
  return [...entries.map(({ event }) => describeEvent(event)), ...errands.map(describeErrand)];
}

function describeFailure(cause: unknown): string[] {
  if (cause instanceof SothebaisError) return [`fails ${cause.code}`];
  throw cause;
}

async function takeTicks(floor: Floor, until: Instant, move: (due: Instant) => void) {
  for (;;) {
    const auction = floor.auction();
    const due = auction && nextTickAt(auction);
    if (due === undefined || due > until) return;
    move(due);
    await floor.run({ kind: 'tick', due });
  }
}

async function interfere({ ledger }: Book, auctionId: AuctionId, now: Instant): Promise<void> {
  const { length } = await ledger.read(auctionId);
  const event = { kind: 'book-sealed', at: now } as const;
  const events = [{ event, cause: 'house' }];
  await ledger.append(auctionId, { events, errands: [], heard: [] }, length);
}

/** Reads what happens from a line, and remembers the last post. */
function createReader(now: () => Instant): (what: string) => FloorTurn {
  let posts = 0;
  let last: Post | undefined;
  let notices = 0;

  const readPost = (source: Post['source'], words: string): FloorTurn => {
    const match = /^@(\w+)(?: \(placed ([\d.]+)\))? (.*)$/.exec(words);
    invariant(match !== null, `"${words}" is a post`);
    const [, handle = '', placed, text = ''] = match;
    const place = placeOf(handle);
    posts += 1;
    last = {
      ...{ source, id: postId(posts), handle },
      authorId: String(place) as XUserId,
      text: text === 'register' ? `register ${address(place)}` : text,
      placedAt: placed === undefined ? now() : at(Number(placed)),
      receivedAt: now(),
    };
    return { kind: 'post', post: last };
  };

  return (what) => {
    const [head, ...rest] = what.split(' ');
    if (what.startsWith('@')) return readPost('post', what);
    if (head === 'chat') return readPost('chat', rest.join(' '));
    if (head === 'tick') return { kind: 'tick', due: now() };
    if (head === 'again') {
      invariant(last !== undefined, 'something was posted before');
      return { kind: 'post', post: last };
    }
    notices += 1;
    return { kind: 'move', move: readMove(what, now(), `chain-0x${notices}-0`) };
  };
}

function readMove(what: string, now: Instant, id: string): Move {
  const words = what.split(' ');
  const [head = '', who = '', verb = '', amount = '', , name = ''] = words;
  if (head === 'desk') return readDeskMove(words.slice(1), now);
  if (head === 'settled' || head === 'unsettled') return readSettlement(head, who as LotId, now);
  invariant(head === 'wallet', `"${what}" is something that happens`);
  const wallet = address(placeOf(who));
  if (verb === 'deposits') {
    const xUserId = name ? (String(placeOf(name)) as XUserId) : null;
    const amountWei = eth(amount);
    return { kind: 'credit-deposit', at: now, sourceId: id, address: wallet, xUserId, amountWei };
  }
  invariant(verb === 'bids', `"${what}" is a deposit or a bid`);
  const offer: Offer = {
    ...{ id: id as BidId, amount, address: wallet, lotId: name as LotId },
    ...{ source: 'chain', currency: 'ETH', placedAt: now, receivedAt: now },
  };
  return { kind: 'offer', at: now, offer };
}

const DESK = {
  opens: 'open-lot',
  pauses: 'pause-lot',
  resumes: 'resume-lot',
  hammers: 'hammer-lot',
  withdraws: 'withdraw-lot',
  defaults: 'default-lot',
} as const satisfies Record<string, LotMove['kind']>;

function readDeskMove([verb = '', what = '', , on]: string[], at: Instant): LotMove {
  const asked = { lotId: (on ?? what) as LotId, at, desk: aDesk() };
  if (verb === 'voids') {
    return { kind: 'void-bid', ...asked, bidId: `post-${postId(Number(what))}` as BidId };
  }
  const known = Object.entries(DESK).find(([word]) => word === verb);
  invariant(known !== undefined, `"${verb}" is something that the desk does`);
  return { kind: known[1], ...asked };
}

/** The id that X gives to the posts of a play, in order. */
const postId = (place: number): string => String(2_000_000_000_000_000_000n + BigInt(place));

function readSettlement(head: 'settled' | 'unsettled', lotId: LotId, now: Instant): Move {
  const result =
    head === 'settled'
      ? ({ kind: 'settled', txHash: '0xbeef', tokenOwner: address(1) } as const)
      : ({ kind: 'failed', reason: 'the chain said no' } as const);
  return { kind: 'record-settlement', at: now, lotId, result };
}
