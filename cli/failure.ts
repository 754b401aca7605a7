import { inspect, stripVTControlCharacters } from 'node:util';
import { SothebaisError } from '../engine/domain/errors.js';

/** A failure as an operator meets it, whatever threw it. */
interface Rendered {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly exit: number;
  /** Figures behind the message, for scripts. */
  readonly details?: Readonly<Record<string, string | number>>;
}

/** Exit code of a bug of ours. */
const BUG_EXIT = 1;
const USAGE_EXIT = 2;

/** Turns anything thrown into code, message, hint and exit code. Never shows a stack trace. */
function describeFailure(thrown: unknown): Rendered {
  if (thrown instanceof SothebaisError) {
    return {
      code: thrown.code,
      message: thrown.message,
      hint: thrown.hint,
      exit: thrown.exitCode,
      details: thrown.details,
    };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (isUsageError(thrown)) {
    return {
      code: 'USAGE',
      message: oneLine(message),
      hint: 'Add --help to see the usage.',
      exit: USAGE_EXIT,
    };
  }
  return {
    code: 'BUG',
    message,
    hint: 'This is our bug. Run again with DEBUG=* and send us what it prints.',
    exit: BUG_EXIT,
  };
}

/** oclif lists what is wrong over several lines and colours, and ends with where to get help. */
function oneLine(message: string): string {
  const [wrong = ''] = stripVTControlCharacters(message).split('\nSee more help');
  const line = wrong
    .split('\n')
    .map((part) => part.trim())
    .filter(Boolean)
    .join(' ');
  const [, unknown] = /^command (\S+) not found$/.exec(line) ?? [];
  if (unknown !== undefined) return `There is no command "${unknown.replaceAll(':', ' ')}".`;
  return line.replace(/^Parsing (--[\w-]+) /, '$1: ');
}

/** oclif marks what the user typed wrong with exit code 2. */
function isUsageError(thrown: unknown): boolean {
  if (!(thrown instanceof Error) || !('oclif' in thrown)) return false;
  const { oclif } = thrown as { oclif: { exit?: number } };
  return oclif.exit === USAGE_EXIT;
}

/** Writes a failure once, as JSON to stdout or as words to stderr, and sets the exit code. */
export function renderFailure(thrown: unknown, asJson: boolean): void {
  const { code, message, hint, exit, details } = describeFailure(thrown);
  process.exitCode = exit;
  if (asJson) {
    process.stdout.write(`${JSON.stringify({ error: { ...details, code, message, hint } })}\n`);
  } else {
    process.stderr.write(`Error: ${message}\nCode:  ${code}\nTry:   ${hint}\n`);
  }
  if (process.env['DEBUG']) {
    process.stderr.write(`${inspect(thrown)}\n`);
  }
}
