import type { AuctionId, Instant } from '../domain/ids.js';
import type { Batch } from '../ports/ledger.js';
import type { Errand, ErrandState, Outbox } from '../ports/outbox.js';

/** An errand in memory, and what became of it. */
export interface ErrandRow {
  readonly auctionId: AuctionId;
  readonly sequence: number | null;
  errand: Errand;
  state: ErrandState;
  failures: number;
  note: string;
  changedAt: Instant;
}

/** Writes down what a batch owes, each errand once. */
export function owe(rows: ErrandRow[], auctionId: AuctionId, { errands }: Batch): void {
  for (const { errand, sequence } of errands) {
    const isOwed = rows.some((row) => row.auctionId === auctionId && row.errand.id === errand.id);
    if (isOwed) continue;
    const fresh = { state: 'waiting', failures: 0, note: '', changedAt: 0 as Instant } as const;
    rows.push({ auctionId, errand, sequence, ...fresh });
  }
}

/** An outbox in memory: small, and held to the same contract as the one on disk. */
export function createFakeOutbox(rows: readonly ErrandRow[], auctionId: AuctionId): Outbox {
  const mine = () => rows.filter((row) => row.auctionId === auctionId);
  const all = (state: ErrandState) => mine().filter((row) => row.state === state);
  const one = (state: ErrandState, id: string) => all(state).find(({ errand }) => errand.id === id);
  return {
    waiting: async () => all('waiting').map(({ errand }) => errand),
    find: async (id) => one('waiting', id)?.errand,
    begin: async (id, words) => {
      const row = one('waiting', id);
      if (row?.errand.kind !== 'reply' && row?.errand.kind !== 'answer') return;
      row.errand = { ...row.errand, begun: row.errand.begun ?? words };
    },
    noteFailure: async (id, why, at) => {
      const row = one('waiting', id);
      if (!row) return 0;
      row.failures += 1;
      Object.assign(row, { note: why, changedAt: at });
      return row.failures;
    },
    close: async (id, state, note, at) => {
      Object.assign(one('waiting', id) ?? {}, { state, note, changedAt: at });
    },
    named: async (beginning) =>
      mine()
        .filter(({ errand }) => errand.id.startsWith(beginning))
        .map((row) => ({ ...told(row), state: row.state })),
    failed: async () => all('failed').map(told),
    retry: async (id, at) => {
      const row = one('failed', id);
      Object.assign(row ?? {}, { state: 'waiting', failures: 0, changedAt: at });
      return row?.errand;
    },
    drop: async (id, why, at) => {
      const row = one('failed', id);
      Object.assign(row ?? {}, { state: 'dropped', note: why, changedAt: at });
      return row !== undefined;
    },
    tally: async () => {
      const counts = new Map<string, { kind: Errand['kind']; state: ErrandState; count: number }>();
      for (const { errand, state } of mine()) {
        const key = `${errand.kind} ${state}`;
        const count = (counts.get(key)?.count ?? 0) + 1;
        counts.set(key, { kind: errand.kind, state, count });
      }
      return [...counts.values()];
    },
  };
}

const told = ({ errand, sequence, failures, note: why, changedAt: at }: ErrandRow) => ({
  ...{ errand, sequence, failures, why, at },
});
