import { copyFile, open, rename, rm, stat } from 'node:fs/promises';
import type { Closeable } from '../../ports/closeable.js';

/** The last words of every state that anvil has written to its end; they occur nowhere else. */
const LAST_WORDS = '"historical_states":null}';

/**
 * Makes sure that anvil can read its state: one that was cut off gives way to the copy kept of the
 * state before, and to nothing where there is no copy.
 */
export async function mendState(file: string): Promise<void> {
  if (await isWhole(file)) return;
  if (await isWhole(keptBeside(file))) await copyFile(keptBeside(file), file);
  else await rm(file, { force: true });
}

/**
 * Keeps a whole copy of the state beside it, at most `everyMs` old.
 *
 * Anvil rewrites its file in place, so one that is killed while it writes leaves half a chain.
 */
export function startKeepingState(file: string, everyMs: number): Closeable {
  let keptBytes = 0;
  let busy = Promise.resolve();
  const timer = setInterval(() => {
    busy = busy.then(async () => {
      keptBytes = await keepCopy(file, keptBytes);
    });
  }, everyMs);
  return {
    close: async () => {
      clearInterval(timer);
      await busy;
    },
  };
}

/** Copies a state that has grown; every block makes it longer. Returns the length kept. */
async function keepCopy(file: string, keptBytes: number): Promise<number> {
  const draft = `${file}.draft`;
  try {
    const { size } = await stat(file);
    if (size === keptBytes || !(await isWhole(file))) return keptBytes;
    await copyFile(file, draft);
    // Anvil may have begun to write meanwhile.
    if (!(await isWhole(draft))) return keptBytes;
    await rename(draft, keptBeside(file));
    return size;
  } catch {
    // A copy that cannot be made now is made a second later, or the folder is going away.
    return keptBytes;
  }
}

const keptBeside = (file: string): string => `${file}.kept`;

async function isWhole(file: string): Promise<boolean> {
  try {
    await using handle = await open(file);
    const { size } = await handle.stat();
    const tail = Buffer.alloc(LAST_WORDS.length);
    await handle.read(tail, 0, tail.length, Math.max(0, size - tail.length));
    return tail.toString('latin1') === LAST_WORDS;
  } catch {
    return false;
  }
}
