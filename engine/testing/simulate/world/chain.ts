import { createTold, type EscrowRecord } from '../../../adapters/chain/told.js';
import { SothebaisError } from '../../../domain/errors.js';
import type { Address, Hash, Instant, LotId, Wei, XUserId } from '../../../domain/ids.js';
import type { ChainSource, SettlementDesk } from '../../../ports/chain.js';
import type { Chance } from '../../../sandbox/crowd/chance.js';
import type { Life } from './life.js';
import { oneIn } from './odds.js';
import { watchChain } from './watch-chain.js';
import type { VirtualTime } from './virtual-time.js';

type Sale = Parameters<SettlementDesk['settle']>[0];

/** What a wallet asks of the escrow. */
type Act =
  | { readonly kind: 'deposit'; readonly xUserId: XUserId | null; readonly amountWei: Wei }
  | { readonly kind: 'bid'; readonly lotId: LotId; readonly amountWei: Wei };

interface Transaction {
  readonly hash: Hash;
  readonly from: Address;
  readonly act: Act | { readonly kind: 'settle'; readonly sale: Sale };
}

interface Block {
  readonly transactions: readonly Transaction[];
  /** What the escrow recorded in it. */
  readonly records: readonly EscrowRecord[];
}

/** How the chain behaves. */
export interface ChainManners {
  readonly blockMs: number;
  /** One block in so many takes the place of others before it; 0 none. */
  readonly reorganiseOneIn: number;
  readonly depth: number;
  /** One answer to a settlement in so many is lost although it lands. */
  readonly lostAnswerOneIn: number;
  /** One settlement in so many is refused by the escrow, for good. */
  readonly refuseOneIn: number;
}

/** The escrow and the chain under it. It outlives the house. */
export interface SimulatedChain {
  send(from: Address, act: Act): void;
  /** Mines one block; at times it undoes others before it. */
  mine(): void;
  readonly isAway: (away: boolean) => void;
  /** From then on history stays as it is. */
  calm(): void;
  source(life: Life): ChainSource;
  readonly desk: SettlementDesk;
  /** What each wallet has deposited, on the chain as it is. */
  deposited(): ReadonlyMap<Address, bigint>;
  /** What was settled, by lot. The escrow does it once. */
  readonly settled: ReadonlyMap<LotId, Sale & { readonly txHash: Hash }>;
  readonly givenBack: ReadonlySet<LotId>;
  /** How many blocks were undone. */
  undone(): number;
}

export function createSimulatedChain(
  time: VirtualTime,
  chance: Chance,
  manners: ChainManners,
): SimulatedChain {
  let blocks: Block[] = [];
  const waiting: Transaction[] = [];
  const settled = new Map<LotId, Sale & { readonly txHash: Hash }>();
  const givenBack = new Set<LotId>();
  const refused = new Set<string>();
  let sent = 0;
  let undone = 0;
  let history = 0;
  let away = false;
  let isCalm = false;
  const expectHere = () => {
    if (away) throw new SothebaisError('CHAIN_FAILED', 'The chain is away.');
  };

  const add = (transactions: readonly Transaction[]) => {
    const at = (Math.floor(time.now() / 1000) * 1000) as Instant;
    blocks.push({ transactions, records: recordsOf(transactions, at) });
    for (const { hash, act } of transactions) if (act.kind === 'settle') execute(act.sale, hash);
  };
  const execute = (sale: Sale, txHash: Hash) => {
    const due = sale.hammerWei + sale.premiumWei;
    if (settled.has(sale.lotId) || givenBack.has(sale.lotId) || free(sale.winner) < due) return;
    settled.set(sale.lotId, { ...sale, txHash });
  };
  const free = (address: Address): bigint => {
    let balance = deposited().get(address) ?? 0n;
    for (const sale of settled.values()) {
      if (sale.winner === address) balance -= sale.hammerWei + sale.premiumWei;
    }
    return balance;
  };
  const deposited = () => {
    const sums = new Map<Address, bigint>();
    for (const { from, act } of blocks.flatMap(({ transactions }) => transactions)) {
      if (act.kind === 'deposit') sums.set(from, (sums.get(from) ?? 0n) + act.amountWei);
    }
    return sums;
  };
  /** Blocks in which a lot was settled stay: what they took is not given back. */
  const reorganise = () => {
    const depth = chance.between(1, manners.depth);
    const last = blocks.findLastIndex(({ transactions }) =>
      transactions.some(({ act }) => act.kind === 'settle'),
    );
    const from = Math.max(last + 1, blocks.length - depth);
    const lost = blocks.slice(from);
    if (lost.length === 0) return;
    blocks = blocks.slice(0, from);
    history += 1;
    undone += lost.length;
    const back = chance.shuffle(lost.flatMap(({ transactions }) => transactions));
    // Some are mined again at once, some later, and some never.
    const again = back.filter(() => oneIn(chance, 2));
    waiting.push(...back.filter((tx) => !again.includes(tx) && !oneIn(chance, 4)));
    add(again);
    for (let i = 1; i < lost.length; i += 1) add([]);
  };

  return {
    settled,
    givenBack,
    deposited,
    undone: () => undone,
    isAway: (isAway) => (away = isAway),
    calm: () => (isCalm = true),
    send: (from, act) => void waiting.push({ hash: nextHash(), from, act }),
    mine: () => {
      if (!isCalm && oneIn(chance, manners.reorganiseOneIn)) reorganise();
      add(chance.shuffle(waiting.splice(0)));
    },
    source: (life) => ({
      start: async (hear, before) => {
        expectHere();
        let closed = false;
        void watchChain({
          ...{ time, hear, told: createTold(before) },
          isOver: () => closed || life.isOver(),
          read: () => (away ? undefined : { history, blocks }),
        });
        return {
          close: async () => {
            closed = true;
          },
        };
      },
    }),
    desk: {
      settle: async (sale) => {
        expectHere();
        const winner = `${sale.lotId} ${sale.winner}`;
        if (!settled.has(sale.lotId) && oneIn(chance, manners.refuseOneIn)) refused.add(winner);
        if (!settled.has(sale.lotId) && !refused.has(winner)) await send(sale);
        const found = settled.get(sale.lotId);
        if (found?.winner === sale.winner && found.hammerWei === sale.hammerWei) {
          return { txHash: found.txHash, tokenOwner: found.winner };
        }
        throw new SothebaisError('CHAIN_REFUSED', `The chain refused to settle lot ${sale.lotId}.`);
      },
      giveBack: async (lotId) => {
        expectHere();
        if (settled.has(lotId)) {
          throw new SothebaisError('CHAIN_REFUSED', `Lot ${lotId} is settled.`);
        }
        givenBack.add(lotId);
      },
      releaseDeposits: async () => expectHere(),
      ownerOf: async () => '0x0',
    },
  };

  function nextHash(): Hash {
    return `0x${(++sent).toString(16).padStart(64, '0')}`;
  }

  async function send(sale: Sale): Promise<void> {
    waiting.push({ hash: nextHash(), from: sale.winner, act: { kind: 'settle', sale } });
    await time.wait(manners.blockMs + 1);
    if (!isCalm && oneIn(chance, manners.lostAnswerOneIn)) {
      throw new SothebaisError('CHAIN_FAILED', 'The answer of the chain was lost.');
    }
  }
}

const recordsOf = (transactions: readonly Transaction[], at: Instant): EscrowRecord[] =>
  transactions.flatMap(({ hash, from, act }) =>
    act.kind === 'settle' ? [] : [{ ...act, id: `${hash}-0`, address: from, at }],
  );
