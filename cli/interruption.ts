import type { SothebaisError } from '../engine/domain/errors.js';

/** Ctrl-C, a polite kill, and a terminal that was closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** One Ctrl-C reaches us twice where npm passes on what the terminal has sent already. */
const ECHO_MS = 1_000;

/** What tells a long-running command to stop. */
export interface Interruption {
  /** Aborts with the failure it was made with. */
  readonly signal: AbortSignal;
  readonly happened: Promise<void>;
  /** Listens no more. */
  close(): void;
}

/** Listens for the first Ctrl-C, to stop in good order; a second one ends the process at once. */
export function listenForInterruption(failure: SothebaisError): Interruption {
  const controller = new AbortController();
  let happen: () => void = () => undefined;
  const happened = new Promise<void>((resolve) => (happen = resolve));
  let interruptedAt: number | undefined;
  const interrupt = () => {
    if (interruptedAt !== undefined) {
      if (Date.now() - interruptedAt > ECHO_MS) process.exit(130);
      return;
    }
    interruptedAt = Date.now();
    controller.abort(failure);
    happen();
  };
  for (const signal of SIGNALS) process.on(signal, interrupt);
  return {
    signal: controller.signal,
    happened,
    close: () => {
      for (const signal of SIGNALS) process.off(signal, interrupt);
    },
  };
}
