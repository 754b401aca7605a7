import { render } from 'ink';
import type { HouseStatus } from '../../engine/app/house-status.js';
import { Progress } from './components/progress.js';

/** Progress on a terminal, drawn until it is closed. */
export interface DrawnProgress {
  step(step: string): void;
  trouble(line: string): void;
  follow(status: () => HouseStatus, everyMs: number): void;
  unfollow(): void;
  close(): void;
}

const TROUBLES_SHOWN = 2;

/** Draws on `out`, and leaves the last picture standing when it is closed. */
export function drawProgress(out: NodeJS.WriteStream): DrawnProgress {
  const steps: string[] = [];
  let troubles: string[] = [];
  let status: HouseStatus | undefined;
  let timer: NodeJS.Timeout | undefined;

  const picture = () => (
    <Progress
      steps={steps}
      troubles={[...troubles, ...(status?.troubles ?? [])].slice(-TROUBLES_SHOWN)}
      status={status}
      now={Date.now()}
      columns={out.columns}
    />
  );
  // Ctrl-C belongs to the house, which closes in good order.
  const ink = render(picture(), { stdout: out, exitOnCtrlC: false, patchConsole: false });
  const redraw = () => ink.rerender(picture());

  return {
    step: (step) => {
      steps.push(step);
      redraw();
    },
    trouble: (line) => {
      troubles = [...troubles, line].slice(-TROUBLES_SHOWN);
      redraw();
    },
    follow: (read, everyMs) => {
      timer = setInterval(() => {
        status = read();
        redraw();
      }, everyMs);
    },
    unfollow: () => clearInterval(timer),
    close: () => {
      clearInterval(timer);
      ink.unmount();
    },
  };
}
