import { closeSync, readSync, watch, writeSync, type FSWatcher } from 'node:fs';
import { QUEUE_BYTES, QueueReader, QueueWriter } from '../../engine/ports/file-queue.js';
import { mailSeal } from '../../engine/ports/stage.js';
import { findSealedFile, type SealedFile } from './sealed-file.js';

export interface StageMailEvents {
  onMessage(message: Uint8Array): void;
  /** A file is cut short, or its disk is full. Nothing comes any more. */
  onBroken(): void;
}

const FIND_LIMIT_MS = 500;
/** Where the system does not tell of changes. */
const LOOK_EVERY_MS = 4;

/**
 * The two queues between the truck and one picture, in files of the browser's profile.
 *
 * What drives the browser is sent a copy of all that passes through its sockets, and a message
 * there crosses three of its processes. What passes through a file does neither.
 */
export class StageMail {
  readonly #files: readonly SealedFile[];
  readonly #outgoing: QueueWriter;
  readonly #incoming: QueueReader;
  readonly #events: StageMailEvents;
  #bell: FSWatcher | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isOpen = true;

  private constructor(outgoing: SealedFile, incoming: SealedFile, events: StageMailEvents) {
    this.#files = [outgoing, incoming];
    this.#outgoing = new QueueWriter((bytes, at) => {
      expectAll(writeSync(outgoing.fd, bytes, 0, bytes.length, at), bytes.length);
    });
    this.#incoming = new QueueReader((into, at) => {
      expectAll(readSync(incoming.fd, into, 0, into.length, at), into.length);
    });
    this.#events = events;
    this.#listen(incoming.path);
  }

  /**
   * Finds the two files, which the picture makes before it is ready.
   *
   * @returns undefined when this browser does not keep them in its profile
   */
  static async open(
    place: { readonly profileDir: string; readonly seal: string },
    events: StageMailEvents,
  ): Promise<StageMail | undefined> {
    const find = (kind: 'asks' | 'notices') => {
      const seal = mailSeal(place.seal, kind);
      const limitMs = FIND_LIMIT_MS;
      return findSealedFile({ ...place, seal, sealAt: QUEUE_BYTES, limitMs });
    };
    const [outgoing, incoming] = await Promise.all([find('asks'), find('notices')]);
    if (outgoing && incoming) return new StageMail(outgoing, incoming, events);
    for (const found of [outgoing, incoming]) if (found) closeSync(found.fd);
    return undefined;
  }

  send(message: Uint8Array): void {
    if (!this.#isOpen) return;
    try {
      this.#outgoing.send(message);
    } catch {
      this.#break();
    }
  }

  /** Takes what has come. It happens by itself, but who is about to do without may call it. */
  look(): void {
    for (let message = this.#next(); message; message = this.#next()) {
      this.#events.onMessage(message);
    }
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#bell?.close();
    clearInterval(this.#timer);
    for (const { fd } of this.#files) closeSync(fd);
  }

  #next(): Uint8Array | undefined {
    if (!this.#isOpen) return undefined;
    try {
      return this.#incoming.next();
    } catch {
      this.#break();
      return undefined;
    }
  }

  #listen(path: string): void {
    const poll = (): void => {
      this.#bell?.close();
      if (this.#isOpen) this.#timer ??= setInterval(() => this.look(), LOOK_EVERY_MS);
    };
    try {
      this.#bell = watch(path, () => this.look()).on('error', poll);
    } catch {
      // A user may have only so many watches.
      poll();
    }
  }

  #break(): void {
    this.close();
    this.#events.onBroken();
  }
}

function expectAll(moved: number, length: number): void {
  if (moved < length) throw new RangeError(`Only ${moved} of ${length} bytes are in the file.`);
}
