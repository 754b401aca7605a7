import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

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

/** Runs module code that may import the project's sources by URL, with no build before it. */
export function startSource(code: string): SourceProcess {
  const child = spawn(
    process.execPath,
    ['--no-warnings', '--import', HOOK, '--input-type=module', '-e', code],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
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
