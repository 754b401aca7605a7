import { NOTICE_BYTES, RING_FILE, type StagePlan } from '../../engine/ports/stage.js';

/** Hands a finished frame over to the truck. */
export interface FrameSink {
  /** @param bytes - the frame; read before this returns */
  send(tick: number, slot: number, bytes: Uint8Array): void;
}

/** The part of a worker's file handle that the ring needs; the DOM's types leave it out. */
interface SyncAccessHandle {
  truncate(size: number): void;
  write(bytes: Uint8Array, options: { at: number }): number;
  flush(): void;
}
interface RingFileHandle {
  createSyncAccessHandle(): Promise<SyncAccessHandle>;
}

/** Opens the way out that the plan asks for. `socket` must be open. */
export async function openSink(plan: StagePlan, socket: WebSocket): Promise<FrameSink> {
  switch (plan.capture) {
    case 'opfs':
      return openRing(plan, socket);
    case 'websocket':
      return messageSink(plan, socket);
    case 'canvas':
      return noticeSink(socket);
  }
}

/**
 * A ring of whole frames in the origin private file system. On a profile in memory that file is
 * memory too, so a frame reaches the truck without passing through the browser's channels.
 */
async function openRing(plan: StagePlan, socket: WebSocket): Promise<FrameSink> {
  const folder = await navigator.storage.getDirectory();
  const file = (await folder.getFileHandle(RING_FILE, {
    create: true,
  })) as unknown as RingFileHandle;
  const ring = await file.createSyncAccessHandle();
  const size = frameBytes(plan);
  const seal = new TextEncoder().encode(plan.seal);
  ring.truncate(plan.slots * size + seal.length);
  ring.write(seal, { at: plan.slots * size });
  ring.flush();
  const notices = noticeSink(socket);
  return {
    send: (tick, slot, bytes) => {
      ring.write(bytes, { at: slot * size });
      notices.send(tick, slot, bytes);
    },
  };
}

function messageSink(plan: StagePlan, socket: WebSocket): FrameSink {
  const message = new Uint8Array(NOTICE_BYTES + frameBytes(plan));
  return {
    send: (tick, slot, bytes) => {
      writeNotice(message, tick, slot);
      message.set(bytes, NOTICE_BYTES);
      socket.send(message);
    },
  };
}

function noticeSink(socket: WebSocket): FrameSink {
  const notice = new Uint8Array(NOTICE_BYTES);
  return {
    send: (tick, slot) => {
      writeNotice(notice, tick, slot);
      socket.send(notice);
    },
  };
}

function writeNotice(into: Uint8Array, tick: number, slot: number): void {
  const view = new DataView(into.buffer, into.byteOffset, NOTICE_BYTES);
  view.setFloat64(0, tick, true);
  view.setUint32(8, slot, true);
}

const frameBytes = ({ widthPx, heightPx }: StagePlan) => (widthPx * heightPx * 3) / 2;
