import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createProcesses } from '../adapters/process/processes.js';
import type { Processes } from '../ports/processes.js';

/** A program of a test's own, in a process that can be killed. */
export interface SourceProcess {
  readonly process: ChildProcess;
  /** The lines it prints, as they come. */
  readonly lines: AsyncIterableIterator<string>;
  /** Kills it and resolves once it is gone. */
  kill(): Promise<void>;
}

/** Sources name each other as they will be called once built: `.js` is `.ts` until then. */
const HOOK = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve: (name, context, next) => {
      try {
        return next(name, context);
      } catch (cause) {
        if (name.startsWith('.') || name.startsWith('file:')) {
          return next(name.replace(/\\.js$/, '.ts'), context);
        }
        throw cause;
      }
    },
  });`)}`;

/** What lets Node run the sources as they are, with no build before it. */
const SOURCE_FLAGS: readonly string[] = ['--no-warnings', '--import', HOOK];

/** The house's own processes, for programs of ours that are not built yet. */
export function createSourceProcesses(): Processes {
  const processes = createProcesses();
  return {
    start: (command, args, options) =>
      processes.start(command, [...SOURCE_FLAGS, ...args], options),
  };
}

/** Runs module code that may import the project's sources by URL, with no build before it. */
export function startSource(code: string): SourceProcess {
  const child = spawn(process.execPath, [...SOURCE_FLAGS, '--input-type=module', '-e', code], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    process: child,
    lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](),
    kill: () => {
      child.kill('SIGKILL');
      return exited;
    },
  };
}
