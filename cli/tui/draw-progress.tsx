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
/** What a terminal is taken for that does not tell its size. */
const USUAL = { columns: 80, rows: 24 } as const;

/** Draws on `out`, and leaves the last picture standing when it is closed. */
export function drawProgress(out: NodeJS.WriteStream): DrawnProgress {
  let steps: string[] = [];
  let troubles: string[] = [];
  let status: HouseStatus | undefined;
  let read: (() => HouseStatus) | undefined;
  let isClosing = false;
  let timer: NodeJS.Timeout | undefined;

  const picture = () => (
    <Progress
      steps={steps}
      isClosing={isClosing}
      troubles={[...new Set([...troubles, ...(status?.troubles ?? [])])].slice(-TROUBLES_SHOWN)}
      status={status}
      now={Date.now()}
      columns={out.columns || USUAL.columns}
      rows={out.rows || USUAL.rows}
    />
  );
  // Ctrl-C belongs to the house, which closes in good order.
  const ink = render(picture(), { stdout: out, exitOnCtrlC: false, patchConsole: false });
  const redraw = () => ink.rerender(picture());
  const look = () => {
    status = read?.() ?? status;
    redraw();
  };

  return {
    step: (step) => {
      steps.push(step);
      redraw();
    },
    trouble: (line) => {
      troubles = [...troubles, line].slice(-TROUBLES_SHOWN);
      redraw();
    },
    follow: (readStatus, everyMs) => {
      read = readStatus;
      timer = setInterval(look, everyMs);
      look();
    },
    // The picture that stays is the last that there was, not one of a moment before.
    unfollow: () => {
      clearInterval(timer);
      look();
      read = undefined;
      isClosing = true;
      steps = [];
    },
    close: () => {
      clearInterval(timer);
      // What is done needs no telling; only an opening that failed leaves its steps to be read.
      if (isClosing) steps = [];
      redraw();
      ink.unmount();
      // The terminal has echoed a Ctrl-C where the next line is to begin.
      out.write('\r\u001b[K');
    },
  };
}
