import { RING_FILE, type StagePlan } from '../../engine/ports/stage.js';

/**
 * A ring of whole frames in the origin private file system. On a profile in memory that file is
 * memory too, so a frame reaches the truck without passing through the browser's channels.
 */
export interface FrameRing {
  /** Leaves a frame in its slot; `bytes` are read before this returns. */
  write(slot: number, bytes: Uint8Array): void;
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

/** Makes the ring, with the plan's seal after its last slot. */
export async function openRing({ widthPx, heightPx, ...plan }: StagePlan): Promise<FrameRing> {
  const folder = await navigator.storage.getDirectory();
  const file = (await folder.getFileHandle(RING_FILE, {
    create: true,
  })) as unknown as RingFileHandle;
  const ring = await file.createSyncAccessHandle();
  const size = (widthPx * heightPx * 3) / 2;
  const seal = new TextEncoder().encode(plan.seal);
  ring.truncate(plan.slots * size + seal.length);
  ring.write(seal, { at: plan.slots * size });
  ring.flush();
  return { write: (slot, bytes) => void ring.write(bytes, { at: slot * size }) };
}
