import { describe, expect, test } from 'vitest';
import type { LotId } from '../domain/ids.js';
import type { ChainNotice, ChainRecord } from '../ports/chain.js';
import { address, at, eth } from '../testing/builders.js';
import { openLot } from '../testing/open-lot.js';
import { hearChain, toldOfChain } from './hear-chain.js';

const wallet = address(1);
const LOT = '1' as LotId;
const deposit: ChainNotice = {
  ...{ kind: 'deposit', id: '0x1-0', address: wallet, xUserId: null, amountWei: eth('5') },
  at: at(15),
};
const bid = (id: string, amount: string): ChainNotice => ({
  ...{ kind: 'bid', id, address: wallet, lotId: LOT, amountWei: eth(amount), at: at(16) },
});
const undone = (undoes: ChainNotice): ChainNotice => ({
  ...{ kind: 'reverted', id: `${undoes.id}-undone`, undoes: undoes as ChainRecord },
});

async function hearAll(...notices: ChainNotice[]) {
  const evening = await openLot({ opening: { depositRequired: true } });
  evening.setClock(at(16));
  for (const notice of notices) {
    await evening.floor().runAll([{ kind: 'move', move: hearChain(notice, at(16)) }]);
  }
  const book = await evening.book.ledger.read(evening.auctionId);
  return { auction: evening.floor().auction(), book: book.map(({ event }) => event) };
}

describe('hearChain', () => {
  test('takes back a deposit and the lead that nothing covers any more', async () => {
    const { auction } = await hearAll(deposit, bid('0x2-0', '2'), undone(deposit));
    expect(auction?.deposits.get(wallet)?.balanceWei).toBe(0n);
    expect(auction?.lots.get(LOT)?.leader).toBeUndefined();
  });

  test('voids a bid that was undone, in the name of the house and once', async () => {
    const gone = bid('0x2-0', '2');
    const { book } = await hearAll(deposit, gone, undone(gone), undone(gone));
    const voided = book.filter(({ kind }) => kind === 'bid-voided');
    expect(voided).toMatchObject([{ desk: { id: 'desk-chain-0x2-0-undone', by: 'house' } }]);
  });
});

describe('toldOfChain', () => {
  test('finds in the book what stands and what was undone, refused bids left out', async () => {
    const gone = bid('0x2-0', '2');
    const { book } = await hearAll(deposit, gone, bid('0x3-0', '0.5'), undone(gone));
    expect(toldOfChain(book).map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'deposit 0x1-0',
      'bid 0x2-0',
      'reverted 0x2-0-undone',
    ]);
  });
});
