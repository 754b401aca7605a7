import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { SothebaisError } from '../engine/domain/errors.js';
import type { AuctionId } from '../engine/domain/ids.js';
import type { Closeable } from '../engine/ports/closeable.js';
import type { Processes } from '../engine/ports/processes.js';
import { FINISH, type AuditorNews } from './auditor-news.js';

export interface AuditorOptions {
  readonly processes: Processes;
  readonly bookPath: string;
  readonly snapshotsDir: string;
  readonly auctionId: AuctionId;
  /** The book is damaged, or the snapshot that the house opened on was wrong: it must stop. */
  readonly onFault: (fault: SothebaisError) => void;
  /** The audit ended before its time, or no snapshot could be kept. The house goes on. */
  readonly onTrouble: (cause: unknown) => void;
  /** Hears how far the book was found right. */
  readonly onChecked?: (sequence: number) => void;
}

/** How long it may take to read the rest and keep a snapshot once the house closes. */
const FINISH_LIMIT_MS = 2_500;
const GRACE_MS = 200;

/**
 * Starts the auditor of a book: a process of low priority that reads it from its first event,
 * follows it, and keeps snapshots. Closing it lets it read to the end, for a while.
 *
 * @throws SothebaisError `TOOLS_MISSING`
 */
export async function startAuditor(options: AuditorOptions): Promise<Closeable> {
  const { processes, bookPath, auctionId, snapshotsDir, onTrouble } = options;
  const main = fileURLToPath(new URL('./auditor-main.js', import.meta.url));
  const child = await processes.start(process.execPath, [main, bookPath, auctionId, snapshotsDir], {
    missing: 'TOOLS_MISSING',
  });
  let isClosing = false;
  let said = '';
  child.stderr.on('data', (words: Buffer) => (said = `${said}${words.toString()}`.slice(-1_000)));
  createInterface({ input: child.stdout }).on('line', (line) => hear(line, options));
  void child.exited.then((code) => {
    if (isClosing || code === 0) return;
    onTrouble(
      new SothebaisError('TOOLS_MISSING', `The auditor of the book ended: ${lastLine(said)}.`),
    );
  });
  return {
    close: async () => {
      isClosing = true;
      child.stdin.write(`${FINISH}\n`);
      const limit = setTimeout(() => void child.stop(GRACE_MS), FINISH_LIMIT_MS);
      await child.exited;
      clearTimeout(limit);
    },
  };
}

function hear(line: string, { onFault, onTrouble, onChecked }: AuditorOptions): void {
  const news = JSON.parse(line) as AuditorNews;
  switch (news.kind) {
    case 'checked':
      onChecked?.(news.sequence);
      break;
    case 'kept':
      break;
    case 'not-kept':
      onTrouble(new SothebaisError('FOLDER_UNWRITABLE', `No snapshot was kept: ${news.message}.`));
      break;
    case 'fault':
      onFault(new SothebaisError(news.code, news.message, { details: news.details }));
      break;
  }
}

const lastLine = (words: string): string => words.trim().split('\n').at(-1) ?? '';
