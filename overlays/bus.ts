import type { ShowState } from '../engine/domain/show.js';
import {
  readAsk,
  writeNotice,
  type Ask,
  type Notice,
  type StageReport,
} from '../engine/ports/stage.js';

/** The line to the truck: the latest state and asks come in, notices and reports go out. */
export interface Bus {
  /** The latest state; resolves with the first as soon as there is one. */
  readonly firstShow: Promise<ShowState>;
  latestShow(): ShowState | undefined;
  onAsk(answer: (ask: Ask) => void): void;
  notify(notice: Notice): void;
  report(report: StageReport): void;
}

/** Opens the line at `url`. The truck notices by itself when it breaks, and starts anew. */
export function openBus(url: string): Promise<Bus> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    let show: ShowState | undefined;
    let answer: ((ask: Ask) => void) | undefined;
    let tellFirst: (first: ShowState) => void = () => undefined;
    const firstShow = new Promise<ShowState>((tell) => (tellFirst = tell));
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (typeof data !== 'string') {
        answer?.(readAsk(data));
        return;
      }
      const next = JSON.parse(data) as ShowState;
      if (show && next.revision < show.revision) return;
      show = next;
      tellFirst(next);
    };
    socket.onerror = () => reject(new Error('The line to the truck did not open.'));
    socket.onopen = () =>
      resolve({
        firstShow,
        latestShow: () => show,
        onAsk: (handler) => (answer = handler),
        notify: (notice) => socket.send(writeNotice(notice)),
        report: (report) => socket.send(JSON.stringify(report)),
      });
  });
}
