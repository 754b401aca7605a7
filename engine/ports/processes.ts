import type { FailureCode } from '../domain/errors.js';

/** A program the house runs beside itself. */
export interface ChildProgram {
  readonly pid: number;
  readonly stdin: NodeJS.WritableStream;
  readonly stdout: NodeJS.ReadableStream;
  readonly stderr: NodeJS.ReadableStream;
  /** Further pipes, open both ways: its file descriptors 3, 4 and so on. */
  readonly pipes: readonly NodeJS.ReadWriteStream[];
  /** Resolves with the exit code, or null after a signal; never rejects. */
  readonly exited: Promise<number | null>;
  /** Asks it to end (SIGTERM), and kills it after `graceMs`. Resolves once it is gone. */
  stop(graceMs: number): Promise<void>;
}

/**
 * Runs programs that cannot outlive the house: when the house ends, even by SIGKILL, each is
 * told to end (SIGTERM) at once. Of the house's environment they are handed no secret.
 */
export interface Processes {
  /** @throws SothebaisError `missing` when there is no such program */
  start(
    command: string,
    args: readonly string[],
    options: {
      /** The failure to throw when `command` cannot be started. */
      readonly missing: FailureCode;
      /** How many further pipes it reads or writes. @default 0 */
      readonly pipes?: number;
    },
  ): Promise<ChildProgram>;
}
