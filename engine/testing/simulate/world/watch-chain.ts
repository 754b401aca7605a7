import type { EscrowRecord, Told } from '../../../adapters/chain/told.js';
import type { ChainNotice } from '../../../ports/chain.js';
import type { VirtualTime } from './virtual-time.js';

/** What can be read of a chain: which of its histories it is, and the blocks of that one. */
export interface Readable {
  readonly history: number;
  readonly blocks: readonly { readonly records: readonly EscrowRecord[] }[];
}

const POLL_MS = 1_000;

/** Watches the escrow as the house does on a true chain: what came first, then what is gone. */
export async function watchChain(options: {
  readonly time: VirtualTime;
  readonly told: Told;
  readonly hear: (notice: ChainNotice) => Promise<void>;
  readonly isOver: () => boolean;
  /** Undefined while the chain is away. */
  readonly read: () => Readable | undefined;
}): Promise<void> {
  const { time, told, hear, isOver, read } = options;
  const pending: ChainNotice[] = [];
  let place = { history: -1, next: 0, found: new Set<string>() };

  const take = ({ history, blocks }: Readable) => {
    const isOther = history !== place.history;
    if (isOther) place = { history, next: 0, found: new Set() };
    for (const record of blocks.slice(place.next).flatMap(({ records }) => records)) {
      place.found.add(record.id);
      const notice = told.asNew(record);
      if (!notice) continue;
      told.note(notice);
      pending.push(notice);
    }
    place.next = blocks.length;
    if (!isOther) return;
    for (const undoing of told.undoingOf(place.found)) {
      told.note(undoing);
      pending.push(undoing);
    }
  };
  const tell = async () => {
    for (let next = pending[0]; next && !isOver(); next = pending[0]) {
      const isHeard = await hear(next).then(
        () => true,
        () => false,
      );
      if (!isHeard) return;
      pending.shift();
    }
  };

  while (!isOver()) {
    const readable = read();
    if (readable) take(readable);
    await tell();
    await time.wait(POLL_MS);
  }
}
