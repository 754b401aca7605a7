import type { HouseStatus } from '../../engine/app/house-status.js';
import { describeChange } from './describe-change.js';

/** How the operator sees what the house does: drawn on a terminal, plain lines in a pipe. */
export interface View {
  step(step: string): void;
  trouble(line: string): void;
  /** Shows the status a few times a second. */
  follow(status: () => HouseStatus): void;
  unfollow(): void;
  close(): void;
}

const LOOK_EVERY_MS = 250;

/** A view on a stream that is not for results. */
export function startView(out: NodeJS.WriteStream): View {
  return out.isTTY ? drawnView(out) : plainView(out);
}

function plainView(out: NodeJS.WritableStream): View {
  let timer: NodeJS.Timeout | undefined;
  let last: HouseStatus | undefined;
  const write = (line: string) => out.write(`${line}\n`);
  const unfollow = () => {
    clearInterval(timer);
  };
  return {
    step: (step) => write(`· ${step}`),
    trouble: (line) => write(`! ${line}`),
    follow: (status) => {
      timer = setInterval(() => {
        const now = status();
        for (const line of describeChange(last, now)) write(line);
        last = now;
      }, LOOK_EVERY_MS);
    },
    unfollow,
    close: unfollow,
  };
}

/** Ink is loaded only where there is a terminal to draw on. */
function drawnView(out: NodeJS.WriteStream): View {
  const drawing = import('./draw-progress.js').then(({ drawProgress }) => drawProgress(out));
  // What cannot be drawn is not worth an auction.
  const draw = (change: (progress: Awaited<typeof drawing>) => void) =>
    void drawing.then(change, () => undefined);
  return {
    step: (step) => draw((progress) => progress.step(step)),
    trouble: (line) => draw((progress) => progress.trouble(line)),
    follow: (status) => draw((progress) => progress.follow(status, LOOK_EVERY_MS)),
    unfollow: () => draw((progress) => progress.unfollow()),
    close: () => draw((progress) => progress.close()),
  };
}
