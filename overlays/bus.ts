import type { ShowState } from '../engine/domain/show.js';
import { TICK_BYTES, type StageReport } from '../engine/ports/stage.js';

/** One request for a picture. */
export interface Tick {
  readonly tick: number;
  /** The time the picture shows, in milliseconds since the epoch. */
  readonly nowMs: number;
  readonly slot: number;
}

/** The line to the truck: the latest state and the ticks come in, reports go out. */
export interface Bus {
  readonly socket: WebSocket;
  /** The latest state; resolves with the first as soon as there is one. */
  readonly firstShow: Promise<ShowState>;
  latestShow(): ShowState | undefined;
  onTick(draw: (tick: Tick) => void): void;
  report(report: StageReport): void;
}

/** Opens the line at `url`. The truck notices by itself when it breaks, and starts anew. */
export function openBus(url: string): Promise<Bus> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    let show: ShowState | undefined;
    let draw: ((tick: Tick) => void) | undefined;
    let tellFirst: (first: ShowState) => void = () => undefined;
    const firstShow = new Promise<ShowState>((tell) => (tellFirst = tell));
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (typeof data !== 'string') {
        if (data.byteLength === TICK_BYTES) draw?.(readTick(data));
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
        socket,
        firstShow,
        latestShow: () => show,
        onTick: (handler) => (draw = handler),
        report: (report) => socket.send(JSON.stringify(report)),
      });
  });
}

function readTick(message: ArrayBuffer): Tick {
  const view = new DataView(message);
  return {
    tick: view.getFloat64(0, true),
    nowMs: view.getFloat64(8, true),
    slot: view.getUint32(16, true),
  };
}
