/** A worker's file handle, as far as it is needed; the DOM's types leave it out. */
export interface WorkerFile {
  truncate(size: number): void;
  /** Returns how many bytes were read. */
  read(into: Uint8Array, options: { at: number }): number;
  /** Returns how many bytes were written. */
  write(bytes: Uint8Array, options: { at: number }): number;
  flush(): void;
}
interface WorkerFileHandle {
  createSyncAccessHandle(): Promise<WorkerFile>;
}

/**
 * Opens a file of the origin private file system. On a profile in memory that file is memory too,
 * and the truck has it open as well: what lies in it passes through none of the browser's channels.
 */
export async function openFile(name: string): Promise<WorkerFile> {
  const folder = await navigator.storage.getDirectory();
  const file = (await folder.getFileHandle(name, { create: true })) as unknown as WorkerFileHandle;
  return await file.createSyncAccessHandle();
}

/** Makes the file `sealAt` bytes of nothing and the seal. */
export function sealFile(file: WorkerFile, sealAt: number, seal: string): void {
  const bytes = new TextEncoder().encode(seal);
  file.truncate(sealAt + bytes.length);
  writeAll(file, bytes, sealAt);
  file.flush();
}

/** @throws Error when the disk has no room */
export function writeAll(file: WorkerFile, bytes: Uint8Array, at: number): void {
  const written = file.write(bytes, { at });
  if (written < bytes.length) throw new Error('The stage has no room: its disk is full.');
}
