import { spawn, type ChildProcess } from 'node:child_process';
import { plainEnvironment } from '../../../config/plain-environment.js';
import { findProgram } from '../../../config/programs.js';
import { SothebaisError } from '../../domain/errors.js';
import type { ChildProgram, Processes } from '../../ports/processes.js';

/** After this long a program that was told to end by the guard is killed. */
const GUARD_GRACE_SECONDS = 5;

/**
 * Starts programs in process groups of their own, each with a guard that ends it when the house
 * is gone: the guard reads a pipe that only the house holds open, so even SIGKILL closes it.
 */
export function createProcesses(): Processes {
  return {
    start: async (command, args, options) => {
      const path = findProgram(command);
      if (!path) {
        throw new SothebaisError(options.missing, `There is no program "${command}" to run.`);
      }
      const pipes = options.pipes ?? 0;
      const lifeline = 3 + pipes;
      const child = spawn('sh', ['-c', guardScript(lifeline), 'guard', path, ...args], {
        // Its own group: a Ctrl-C on the terminal reaches the house alone, which then ends it.
        detached: true,
        stdio: Array.from({ length: lifeline + 1 }, () => 'pipe' as const),
        env: plainEnvironment(process.env),
      });
      await started(child, options.missing, command);
      return superviseChild(child, lifeline);
    },
  };
}

/** `$$` in the guard is the shell that then becomes the program. */
function guardScript(lifeline: number): string {
  const closeOthers = Array.from({ length: lifeline - 3 }, (_, i) => `${i + 3}<&-`).join(' ');
  return (
    `( read -r word; [ -n "$word" ] || { kill -TERM $$; sleep ${GUARD_GRACE_SECONDS}; kill -KILL $$; } ) ` +
    `<&${lifeline} >/dev/null 2>&1 ${closeOthers} & exec ${lifeline}<&-; exec "$@"`
  );
}

function started(
  child: ChildProcess,
  missing: Parameters<Processes['start']>[2]['missing'],
  command: string,
) {
  return new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) => {
      reject(new SothebaisError(missing, `The program "${command}" did not start.`, { cause }));
    });
  });
}

function superviseChild(child: ChildProcess, lifelineFd: number): ChildProgram {
  const { pid, stdin, stdout, stderr } = child;
  const lifeline = child.stdio[lifelineFd] as NodeJS.WritableStream | undefined;
  if (pid === undefined || !stdin || !stdout || !stderr || !lifeline) {
    throw new SothebaisError('SANDBOX_FAILED', 'A program started without its pipes.');
  }
  const pipes = child.stdio.slice(3, lifelineFd) as unknown as NodeJS.ReadWriteStream[];
  // A program that ends first breaks its pipes; that is its exit, told by `exited`.
  for (const pipe of [stdin, lifeline, ...pipes]) pipe.on('error', () => undefined);

  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      lifeline.end('done\n');
      resolve(code);
    });
  });
  return {
    pid,
    stdin,
    stdout,
    stderr,
    pipes,
    exited,
    stop: async (graceMs) => {
      const kill = setTimeout(() => child.kill('SIGKILL'), graceMs);
      child.kill('SIGTERM');
      await exited;
      clearTimeout(kill);
    },
  };
}
