import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { plainEnvironment } from '../config/plain-environment.js';

/** One thing that the house needs: whether it is there, and what to do when it is not. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** What was found, for people. */
  readonly found: string;
  readonly hint: string;
}

const RUN_LIMIT_MS = 10_000;
const run = promisify(execFile);

/** Runs a program once, to see that it does and what it says of itself. */
export async function checkProgram(
  name: string,
  path: string | undefined,
  args: readonly string[],
  wants: { readonly hint: string; readonly mustSay?: readonly string[] },
): Promise<Check> {
  const { hint, mustSay = [] } = wants;
  if (path === undefined) return { name, ok: false, found: 'not found', hint };
  try {
    const { stdout } = await run(path, args, {
      timeout: RUN_LIMIT_MS,
      env: plainEnvironment(process.env),
    });
    const lacking = mustSay.filter((word) => !stdout.includes(word));
    if (lacking.length > 0) {
      return { name, ok: false, found: `${path} lacks ${lacking.join(', ').trim()}`, hint };
    }
    const version = mustSay.length === 0 ? `, ${stdout.split('\n')[0]?.trim() ?? ''}` : '';
    return { name, ok: true, found: `${path}${version}`, hint };
  } catch {
    return { name, ok: false, found: `${path} does not run`, hint };
  }
}
