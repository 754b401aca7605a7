import { SothebaisError } from '../../domain/errors.js';

const USAGE = 2;

/**
 * Says what went wrong as every command of the project does, and sets the exit code. What is no
 * failure of ours is thrown on.
 *
 * @param usage - the hint where the flags cannot be read
 */
export function fail(cause: unknown, usage: string): void {
  const { code, message, hint, exit } = describe(cause, usage);
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ error: { code, message, hint } })}\n`);
  } else {
    process.stderr.write(`Error: ${message}\nCode:  ${code}\nTry:   ${hint}\n`);
  }
  process.exitCode = exit;
}

function describe(cause: unknown, usage: string) {
  if (cause instanceof SothebaisError) {
    const { code, message, hint, exitCode } = cause;
    return { code, message, hint, exit: exitCode };
  }
  if (cause instanceof Error && 'code' in cause && /^ERR_PARSE/.test(String(cause.code))) {
    return { code: 'USAGE', message: cause.message, hint: usage, exit: USAGE };
  }
  throw cause;
}
