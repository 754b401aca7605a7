import type { Auction } from '../domain/auction.js';
import { SothebaisError } from '../domain/errors.js';
import type { LotId } from '../domain/ids.js';
import type { Move } from '../domain/moves.js';
import type { Announcer, Sent } from '../ports/announcer.js';
import type { SettlementDesk } from '../ports/chain.js';
import type { Clock } from '../ports/clock.js';
import type { Errand, ErrandState, Outbox } from '../ports/outbox.js';
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
 * Carries out one errand and closes it. Safe to run twice: a closed errand does nothing, and
 * every desk behind it knows what it did before.
 *
 * @throws SothebaisError retryable, when it should be tried again
 */
export function createErrandRunner(options: ErrandOptions): (id: string) => Promise<void> {
  const { outbox } = options;
  return async (id) => {
    const errand = await outbox.find(id);
    if (!errand) return;
    const { state, note } = await carryOut(errand, options).catch((cause: unknown) =>
      giveUp(errand, cause, options),
    );
    await outbox.close(id, state, note);
  };
}

interface Done {
  readonly state: Exclude<ErrandState, 'waiting'>;
  readonly note: string;
}

/** What cannot be had by trying again. A lot that is not settled says so in the book first. */
async function giveUp(errand: Errand, cause: unknown, options: ErrandOptions): Promise<Done> {
  if (cause instanceof SothebaisError && cause.retryable) throw cause;
  const note = cause instanceof Error ? cause.message : String(cause);
  if (errand.kind === 'settle') await recordFailure(errand.lotId, note, options);
  return { state: 'failed', note };
}

async function carryOut(errand: Errand, options: ErrandOptions): Promise<Done> {
  switch (errand.kind) {
    case 'settle':
      return settle(errand.lotId, options);
    case 'give-back':
      await options.settlement.giveBack(errand.lotId);
      return { state: 'done', note: '' };
    case 'reply': {
      const { source, postId: id, handle } = errand.to;
      return toDone(
        await options.announcer.reply({ source, id, handle }, errand.text, errand.priority),
      );
    }
    case 'answer': {
      const text = await options.hostDesk.answer(errand.post);
      if (!text) return { state: 'silent', note: '' };
      return toDone(await options.announcer.reply(errand.post, text, 3));
    }
  }
}

const toDone = (sent: Sent): Done =>
  sent.kind === 'sent' ? { state: 'done', note: sent.id } : { state: 'not-sent', note: sent.why };

async function settle(lotId: LotId, options: ErrandOptions): Promise<Done> {
  const auction = options.auction();
  const entry = auction?.opening.catalogue.find(({ id }) => id === lotId);
  const result = auction?.results.get(lotId);
  const winner = result?.winner ? auction?.bidders.get(result.winner) : undefined;
  if (!entry || !result || !winner) {
    throw new SothebaisError('INPUT_INVALID', `Lot ${lotId} has no winner to settle with.`);
  }
  const { token, consignor } = entry;
  const { hammerWei, premiumWei } = result;
  const { txHash, tokenOwner } = await options.settlement.settle({
    lotId,
    token,
    consignor,
    winner: winner.address,
    hammerWei,
    premiumWei,
  });
  await options.propose(
    {
      kind: 'record-settlement',
      at: options.clock.now(),
      lotId,
      result: { kind: 'settled', txHash, tokenOwner },
    },
    `settled-${lotId}`,
  );
  return { state: 'done', note: txHash };
}

const recordFailure = (lotId: LotId, reason: string, options: ErrandOptions) =>
  options.propose(
    {
      kind: 'record-settlement',
      at: options.clock.now(),
      lotId,
      result: { kind: 'failed', reason },
    },
    `settlement-failed-${lotId}`,
  );
