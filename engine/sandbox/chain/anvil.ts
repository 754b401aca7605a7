import { createRequire } from 'node:module';
import { join } from 'node:path';
import { SothebaisError } from '../../domain/errors.js';
import type { Closeable } from '../../ports/closeable.js';
import type { ChildProgram, Processes } from '../../ports/processes.js';
import { mendState, startKeepingState } from './state-file.js';

/** What the stand-in chain says it is. No key of value signs for it. */
export const SANDBOX_CHAIN_ID = 31337;

const START_TIMEOUT_MS = 15_000;
const STOP_GRACE_MS = 5_000;
const STATE_INTERVAL_S = 1;
const LISTENING = /Listening on 127\.0\.0\.1:(\d+)/;

/** A running stand-in chain. */
export interface Anvil extends Closeable {
  readonly rpcUrl: string;
  readonly port: number;
}

/**
 * Runs anvil on the state in `dir`, on this machine's own interface alone.
 *
 * A block a transaction, at the time of the machine. Anvil has no accounts of its own, so no key
 * is on its command line or in its output.
 *
 * @param options.port - the port it had before, taken again when it is free
 * @throws SothebaisError `SANDBOX_FAILED`, `INTERRUPTED`
 */
export async function openAnvil(options: {
  readonly processes: Processes;
  readonly dir: string;
  readonly port?: number;
  readonly signal?: AbortSignal;
}): Promise<Anvil> {
  const state = join(options.dir, 'state.json');
  await mendState(state);
  const { child, port } =
    (options.port && (await startAnvil(options, state, options.port))) ||
    (await startAnvil(options, state, 0)) ||
    failed('ended before it listened');
  const keeping = startKeepingState(state, STATE_INTERVAL_S * 1000);
  return {
    rpcUrl: `http://127.0.0.1:${port}`,
    port,
    close: async () => {
      await keeping.close();
      // Told to end, it writes its state once more.
      await child.stop(STOP_GRACE_MS);
    },
  };
}

/** Undefined when it ended before it listened, as it does on a port that is taken. */
async function startAnvil(
  options: { readonly processes: Processes; readonly signal?: AbortSignal },
  state: string,
  port: number,
): Promise<{ child: ChildProgram; port: number } | undefined> {
  const args = ['--host', '127.0.0.1', '--port', String(port), '--color', 'never'];
  args.push('--chain-id', String(SANDBOX_CHAIN_ID), '--accounts', '0');
  args.push('--state', state, '--state-interval', String(STATE_INTERVAL_S));
  const child = await options.processes.start(findAnvil(), args, { missing: 'SANDBOX_FAILED' });
  try {
    const listening = await portOf(child, options.signal);
    return listening === undefined ? undefined : { child, port: listening };
  } catch (cause) {
    await child.stop(STOP_GRACE_MS);
    throw cause;
  }
}

/** Reads what anvil prints until it names its port; the rest is let go. */
async function portOf(child: ChildProgram, signal?: AbortSignal): Promise<number | undefined> {
  const limit = AbortSignal.timeout(START_TIMEOUT_MS);
  const either = signal ? AbortSignal.any([signal, limit]) : limit;
  child.stderr.resume();
  return new Promise((resolve, reject) => {
    let printed = '';
    const onData = (chunk: unknown) => {
      printed += String(chunk);
      const port = LISTENING.exec(printed)?.[1];
      if (port === undefined) return;
      settle();
      resolve(Number(port));
    };
    const onAbort = () => {
      settle();
      reject(signal?.aborted ? interrupted() : silent());
    };
    const settle = () => {
      child.stdout.off('data', onData);
      child.stdout.resume();
      either.removeEventListener('abort', onAbort);
    };
    child.stdout.on('data', onData);
    either.addEventListener('abort', onAbort, { once: true });
    if (either.aborted) onAbort();
    void child.exited.then(() => {
      settle();
      resolve(undefined);
    });
  });
}

/**
 * Anvil's own binary from its package for this platform; its `npx` wrapper costs most of a second.
 *
 * @throws SothebaisError `SANDBOX_FAILED`
 */
export function findAnvil(): string {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  const program = process.platform === 'win32' ? 'anvil.exe' : 'anvil';
  const file = `@foundry-rs/anvil-${process.platform}-${arch}/bin/${program}`;
  try {
    return createRequire(import.meta.url).resolve(file);
  } catch (cause) {
    throw new SothebaisError('SANDBOX_FAILED', `There is no ${file} to run as the chain.`, {
      cause,
      hint: 'Run `npm ci` without `--omit=optional`.',
    });
  }
}

function failed(how: string): never {
  throw new SothebaisError('SANDBOX_FAILED', `The stand-in chain ${how}.`);
}

const silent = () =>
  new SothebaisError(
    'SANDBOX_FAILED',
    `The stand-in chain was not up after ${START_TIMEOUT_MS} ms.`,
  );

const interrupted = () =>
  new SothebaisError('INTERRUPTED', 'The start of the stand-in chain was interrupted.');
