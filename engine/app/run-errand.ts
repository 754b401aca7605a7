import type { Auction } from '../domain/auction.js';
import { SothebaisError } from '../domain/errors.js';
import type { Move } from '../domain/moves.js';
import type { Announcer } from '../ports/announcer.js';
import type { SettlementDesk } from '../ports/chain.js';
import type { Clock } from '../ports/clock.js';
import type { Errand, ErrandState, Outbox, Priority } from '../ports/outbox.js';
import type { HostDesk } from './run-host.js';

export interface ErrandOptions {
  readonly outbox: Outbox;
  readonly announcer: Announcer;
  readonly settlement: SettlementDesk;
  readonly hostDesk: Pick<HostDesk, 'answer'>;
  readonly clock: Clock;
  readonly auction: () => Auction | undefined;
  /** Puts a move on the floor queue; resolves once it is durable there. */
  readonly propose: (move: Move, id: string) => Promise<void>;
}

/**
 * Tries in vain before an errand is given up. Words are stale after the two minutes that so many
 * take; money and tokens are tried for as long as an evening may last.
 */
const TRIES_MAX: Readonly<Record<Errand['kind'], number>> = {
  reply: 8,
  answer: 8,
  settle: 5_000,
  'give-back': 5_000,
};

/**
 * Carries out one errand and closes it. Each happens once, at whichever statement the house may
 * die: a closed errand does nothing; the chain's desk knows what it did before; words are noted
 * before they are said, and once noted X is asked whether they stand there.
 *
 * @throws SothebaisError retryable, when it should be tried again
 */
export function createErrandRunner(options: ErrandOptions): (id: string) => Promise<void> {
  const { outbox, clock } = options;
  return async (id) => {
    const errand = await outbox.find(id);
    if (!errand) return;
    const done = await carryOut(errand, options).catch((cause: unknown) =>
      giveUp(errand, cause, options),
    );
    // What is still on its way to the book is asked for again until it stands there.
    if (done) await outbox.close(id, done.state, done.note, clock.now());
  };
}

interface Done {
  readonly state: Exclude<ErrandState, 'waiting'>;
  readonly note: string;
}

/**
 * What cannot be had by trying again, or was tried often enough. A lot that is not settled says so
 * in the book first.
 */
async function giveUp(
  errand: Errand,
  cause: unknown,
  options: ErrandOptions,
): Promise<Done | undefined> {
  const note = cause instanceof Error ? cause.message : String(cause);
  const failures = await options.outbox.noteFailure(errand.id, note, options.clock.now());
  const isRetryable = cause instanceof SothebaisError && cause.retryable;
  if (isRetryable && failures < TRIES_MAX[errand.kind]) throw cause;
  if (errand.kind === 'settle') {
    await recordFailure(errand, note, options);
    if (resultOf(errand, options)?.settlement?.state === 'pending') return undefined;
  }
  return { state: 'failed', note };
}

async function carryOut(errand: Errand, options: ErrandOptions): Promise<Done | undefined> {
  switch (errand.kind) {
    case 'settle':
      return settle(errand, options);
    case 'give-back':
      await options.settlement.giveBack(errand.lotId);
      return { state: 'done', note: '' };
    case 'reply': {
      const { source, postId: id, handle } = errand.to;
      const words = errand.begun ?? errand.text;
      return say(errand, { source, id, handle }, words, errand.priority, options);
    }
    case 'answer': {
      const words = errand.begun ?? (await options.hostDesk.answer(errand.post));
      if (!words) return { state: 'silent', note: '' };
      return say(errand, errand.post, words, 3, options);
    }
  }
}

async function say(
  { id, begun }: Extract<Errand, { kind: 'reply' | 'answer' }>,
  to: Parameters<Announcer['reply']>[0],
  words: string,
  priority: Priority,
  { announcer, outbox }: ErrandOptions,
): Promise<Done> {
  const sent = await announcer.reply(to, words, priority, {
    isAgain: begun !== undefined,
    beforeSending: () => outbox.begin(id, words),
  });
  return sent.kind === 'sent'
    ? { state: 'done', note: sent.id }
    : { state: 'not-sent', note: sent.why };
}

type Settle = Extract<Errand, { kind: 'settle' }>;

const resultOf = ({ lotId }: Settle, { auction }: ErrandOptions) => auction()?.results.get(lotId);

/** Done once the book has it: a queue that loses its power may lose what was proposed. */
async function settle(errand: Settle, options: ErrandOptions): Promise<Done | undefined> {
  const { id, lotId } = errand;
  const auction = options.auction();
  const entry = auction?.opening.catalogue.find((one) => one.id === lotId);
  const result = resultOf(errand, options);
  const winner = result?.winner ? auction?.bidders.get(result.winner) : undefined;
  if (!entry || !result) {
    throw new SothebaisError('INPUT_INVALID', `Lot ${lotId} has no winner to settle with.`);
  }
  // He defaulted while this waited. Whoever takes the lot after him is owed an errand of his own.
  if (!winner) return { state: 'silent', note: 'The sale was undone before it was settled.' };
  if (result.settlement?.state === 'settled') return settledAs(result.settlement.txHash);
  const { token, consignor } = entry;
  const { hammerWei, premiumWei } = result;
  const sale = { lotId, token, consignor, winner: winner.address, hammerWei, premiumWei };
  const { txHash, tokenOwner } = await options.settlement.settle(sale);
  await options.propose(
    {
      kind: 'record-settlement',
      at: options.clock.now(),
      lotId,
      winner: winner.paddle,
      result: { kind: 'settled', txHash, tokenOwner },
    },
    `settled-${id}`,
  );
  const after = resultOf(errand, options);
  const isOther = after?.winner !== winner.paddle;
  return isOther || after.settlement?.state === 'settled' ? settledAs(txHash) : undefined;
}

const settledAs = (txHash: string): Done => ({ state: 'done', note: txHash });

const recordFailure = ({ id, lotId }: Settle, reason: string, options: ErrandOptions) =>
  options.propose(
    {
      kind: 'record-settlement',
      at: options.clock.now(),
      lotId,
      result: { kind: 'failed', reason },
    },
    `settlement-failed-${id}`,
  );
