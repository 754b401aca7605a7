import { dirname } from 'node:path';
import { SothebaisError } from '../../engine/domain/errors.js';
import type { DestinationOrder } from '../../engine/ports/program.js';
import type { StreamFormat } from '../packet.js';
import { pause } from '../pause.js';
import { buildDestination, type DestinationSettings } from '../sink/destination.js';
import { diskFull, freeBytes } from '../sink/disk.js';
import type { Destination } from '../sink/kept-sink.js';
import { openWorkDir, type WorkDir } from '../work-dir.js';

/** What a destination answered to a handshake. */
export interface DestinationTrial {
  readonly id: string;
  /** Without the stream key. */
  readonly url: string;
  /** How long the handshake took; absent where it failed. */
  readonly connectedMs?: number;
  readonly failure?: SothebaisError;
}

/** What a trial touches of the machine. */
interface Place {
  readonly build: typeof buildDestination;
  readonly openWorkDir: typeof openWorkDir;
  readonly freeBytes: typeof freeBytes;
}

/** Beyond any connection's own limit, which knows more of why nothing came. */
const LIMIT_MS = 12_000;
const CLOSE_LIMIT_MS = 1_000;
/** A server that shuts the door on a wrong key does so within this time. */
const REFUSAL_MS = 500;

/** What a handshake tells of a stream that is not sent: 720p30, High, level 3.1. */
const FORMAT: StreamFormat = {
  ...{ widthPx: 1280, heightPx: 720, fps: 30, bitrateKbps: 4_000, audioKbps: 128 },
  avcConfig: Buffer.from('0164001fffe1000b6764001facd9405005bb011001000468ebe3cb', 'hex'),
  aacConfig: Buffer.from([0x11, 0x90]),
};

/**
 * Connects to a destination as the stream would, key and all, and says goodbye. Of a file or a
 * playlist it finds out whether it can be written, and touches none: one may be in use. Never throws.
 */
export async function tryDestination(
  order: DestinationOrder,
  settings: Omit<DestinationSettings, 'workDir'> & { readonly scratchDir: string },
  signal: AbortSignal,
  place: Place = { build: buildDestination, openWorkDir, freeBytes },
): Promise<DestinationTrial> {
  const { id } = order;
  let url = '';
  let work: WorkDir | undefined;
  try {
    if (signal.aborted) throw new SothebaisError('INTERRUPTED', 'It was not tried any more.');
    work = await place.openWorkDir(settings.scratchDir);
    const destination = place.build(order, { ...settings, workDir: work.path });
    ({ url } = destination);
    const startedMs = performance.now();
    const { kind } = destination;
    if (kind === 'file' || kind === 'hls') {
      const hasRoom = (await place.freeBytes(dirname(url))) >= settings.diskFloorBytes;
      if (kind === 'file' && !hasRoom) throw diskFull(url);
      return { id, url, connectedMs: Math.round(performance.now() - startedMs) };
    }
    return { id, url, connectedMs: await shakeHands(destination, signal) };
  } catch (cause) {
    return { id, url, failure: asFailure(cause, url) };
  } finally {
    await work?.close();
  }
}

/** @returns how long it took until the destination agreed, in milliseconds */
async function shakeHands({ connect, url }: Destination, signal: AbortSignal): Promise<number> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), LIMIT_MS);
  const startedMs = performance.now();
  try {
    const connection = await connect(FORMAT, AbortSignal.any([signal, limit.signal]));
    const connectedMs = Math.round(performance.now() - startedMs);
    const refusal = await Promise.race([connection.ended, pause(REFUSAL_MS, signal)]);
    if (refusal) throw refusal;
    await connection.close(CLOSE_LIMIT_MS);
    return connectedMs;
  } catch (cause) {
    if (!limit.signal.aborted || signal.aborted) throw cause;
    const seconds = LIMIT_MS / 1_000;
    throw new SothebaisError('DESTINATION_STALLED', `${url} did not answer within ${seconds} s.`, {
      cause,
      details: { blame: 'destination' },
    });
  } finally {
    clearTimeout(timer);
  }
}

function asFailure(cause: unknown, url: string): SothebaisError {
  if (cause instanceof SothebaisError) return cause;
  return new SothebaisError('DESTINATION_LOST', `The way to ${url} broke.`, {
    cause,
    details: { blame: 'ours' },
  });
}
