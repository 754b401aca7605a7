import { createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Packet, StreamFormat } from '../../../../compositor/packet.js';
import { flvHead, flvTag } from '../../../../compositor/sink/flv.js';
import { readCounters } from '../../../../compositor/watch/counter.js';
import type { Processes } from '../../../ports/processes.js';

interface PartOptions {
  readonly processes: Processes;
  readonly ffmpegPath: string;
  readonly dir: string;
  readonly everySeconds: number;
}

type Configs = Pick<StreamFormat, 'avcConfig' | 'aacConfig'>;

/** Of no decoder's interest: it reads its own out of the configurations. */
const FORMAT = { widthPx: 0, heightPx: 0, fps: 0, bitrateKbps: 0, audioKbps: 0 };
const COUNT_LIMIT_MS = 300_000;
/** Counting may wait for a processor; what is measured may not. */
const LOW_PRIORITY = 10;

/**
 * Writes a stream of any length into files that begin with a key frame each, and of every one that is
 * whole reads the frames' numbers and removes it, so that never more than a few lie on the disk.
 */
export class CountedParts {
  readonly #options: PartOptions;
  #part: { readonly file: string; readonly out: WriteStream; readonly sinceMs: number } | undefined;
  #parts = 0;
  #counting: Promise<readonly number[]> = Promise.resolve([]);

  constructor(options: PartOptions) {
    this.#options = options;
  }

  add(packet: Packet, configs: Configs | undefined): void {
    if (!configs) return;
    const isKey = packet.kind === 'video' && packet.isKey;
    const ageMs = packet.atMs - (this.#part?.sinceMs ?? Number.NEGATIVE_INFINITY);
    if (isKey && ageMs >= this.#options.everySeconds * 1_000) {
      this.end();
      this.#begin(packet.atMs, configs);
    }
    this.#part?.out.write(flvTag(packet));
  }

  /** The part that is being written is whole. */
  end(): void {
    const part = this.#part;
    this.#part = undefined;
    if (!part) return;
    part.out.end();
    const before = this.#counting;
    this.#counting = (async () => {
      const counted = await before;
      await finished(part.out);
      const numbers = await readCounters({
        ...{ ...this.#options, file: part.file, limitMs: COUNT_LIMIT_MS },
      });
      await rm(part.file);
      return [...counted, ...numbers];
    })();
    // Told to whoever takes.
    this.#counting.catch(() => undefined);
  }

  /** The numbers of all parts that were whole by now and were not taken before, in order. */
  async take(): Promise<readonly number[]> {
    const counting = this.#counting;
    this.#counting = Promise.resolve([]);
    return counting;
  }

  #begin(sinceMs: number, configs: Configs): void {
    const file = join(this.#options.dir, `counted-${++this.#parts}.flv`);
    const out = createWriteStream(file);
    out.write(flvHead({ ...FORMAT, ...configs }));
    this.#part = { file, out, sinceMs };
  }
}

/** The same, with what they start behind everything else. */
export function atLowPriority(processes: Processes): Processes {
  return {
    start: async (...started) => {
      const child = await processes.start(...started);
      try {
        setPriority(child.pid, LOW_PRIORITY);
      } catch {
        // It is gone already, which `exited` tells.
      }
      return child;
    },
  };
}
