import { QUEUE_BYTES, QueueReader, QueueWriter } from '../engine/ports/file-queue.js';
import type { ShowState } from '../engine/domain/show.js';
import {
  isAsk,
  mailSeal,
  readAsk,
  writeNotice,
  type Ask,
  type MailKind,
  type Notice,
  type StageReport,
} from '../engine/ports/stage.js';
import { openFile, sealFile, writeAll, type WorkerFile } from './files.js';
import { lookOut } from './look-out.js';

/** The line to the truck: the latest state and asks come in, notices and reports go out. */
export interface Bus {
  /** Resolves with the first state as soon as there is one. */
  readonly firstShow: Promise<ShowState>;
  latestShow(): ShowState | undefined;
  /** Has each ask answered, from now on and at the given rate. */
  onAsk(fps: number, answer: (ask: Ask) => void): void;
  notify(notice: Notice): void;
  report(report: StageReport): void;
}

/** Two queues: the truck's words, and ours. */
interface Mail {
  readonly asks: QueueReader;
  readonly notices: QueueWriter;
}

/**
 * Opens the line at `url`. The truck notices by itself when it breaks, and starts anew.
 *
 * @param seal - see `StagePlan.seal`
 */
export async function openBus(url: string, seal: string): Promise<Bus> {
  // A browser that keeps no files for us has the socket alone.
  const mail = await openMail(seal).catch(() => undefined);
  const socket = await openSocket(url);
  const first = Promise.withResolvers<ShowState>();
  let show: ShowState | undefined;
  let answer: ((ask: Ask) => void) | undefined;
  let isByMail = false;
  const hear = (next: ShowState): void => {
    if (show && next.revision < show.revision) return;
    show = next;
    first.resolve(next);
  };
  socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
    if (typeof data === 'string') hear(JSON.parse(data) as ShowState);
    else answer?.(readAsk(new Uint8Array(data)));
  };
  const text = new TextDecoder();
  const look = ({ asks }: Mail): boolean => {
    let asked = false;
    for (let message = asks.next(); message; message = asks.next()) {
      if (isAsk(message)) {
        isByMail = asked = true;
        answer?.(readAsk(message));
      } else hear(JSON.parse(text.decode(message)) as ShowState);
    }
    return asked;
  };
  const hangUp = (): void => socket.close();
  return {
    firstShow: first.promise,
    latestShow: () => show,
    onAsk: (fps, handler) => {
      answer = handler;
      if (mail) lookOut(() => look(mail), 1_000 / fps, hangUp);
    },
    notify: (notice) => {
      const message = writeNotice(notice);
      if (mail && isByMail) mail.notices.send(message);
      else socket.send(message);
    },
    report: (report) => socket.send(JSON.stringify(report)),
  };
}

function openSocket(url: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    socket.onerror = () => reject(new Error('The line to the truck did not open.'));
    socket.onopen = () => resolve(socket);
  });
}

async function openMail(seal: string): Promise<Mail> {
  const asks = await openQueue('asks', seal);
  const notices = await openQueue('notices', seal);
  return {
    asks: new QueueReader((into, at) => {
      if (asks.read(into, { at }) < into.length) throw new Error('The queue is cut short.');
    }),
    notices: new QueueWriter((bytes, at) => writeAll(notices, bytes, at)),
  };
}

async function openQueue(kind: MailKind, seal: string): Promise<WorkerFile> {
  const file = await openFile(kind);
  sealFile(file, QUEUE_BYTES, mailSeal(seal, kind));
  return file;
}
