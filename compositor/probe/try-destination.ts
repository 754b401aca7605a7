import { SothebaisError } from '../../engine/domain/errors.js';
import type { DestinationOrder } from '../../engine/ports/program.js';
import type { StreamFormat } from '../packet.js';
import { buildDestination, type DestinationSettings } from '../sink/destination.js';
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

const LIMIT_MS = 10_000;
const CLOSE_LIMIT_MS = 1_000;
/** A server that shuts the door on a wrong key does so within this time. */
const REFUSAL_MS = 500;

/** What a handshake tells of a stream that is not sent: 720p30, High, level 3.1. */
const FORMAT: StreamFormat = {
  ...{ widthPx: 1280, heightPx: 720, fps: 30, bitrateKbps: 4_000, audioKbps: 128 },
  avcConfig: Buffer.from(
    '0164001fffe1000b6764001facd9405005bb0110010004 68ebe3cb'.replace(' ', ''),
    'hex',
  ),
  aacConfig: Buffer.from([0x11, 0x90]),
};

/** Connects to a destination as the stream would, key and all, and says goodbye. Never throws. */
export async function tryDestination(
  order: DestinationOrder,
  settings: Omit<DestinationSettings, 'workDir'> & { readonly scratchDir: string },
  signal: AbortSignal,
): Promise<DestinationTrial> {
  let work: WorkDir | undefined;
  let url = '';
  try {
    work = await openWorkDir(settings.scratchDir);
    const destination = buildDestination(order, { ...settings, workDir: work.path });
    ({ url } = destination);
    const startedMs = performance.now();
    const limit = AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]);
    const connection = await destination.connect(FORMAT, limit);
    const connectedMs = Math.round(performance.now() - startedMs);
    const cut = await Promise.race([connection.ended, after(REFUSAL_MS)]);
    if (cut) return { id: order.id, url, failure: cut };
    await connection.close(CLOSE_LIMIT_MS);
    return { id: order.id, url, connectedMs };
  } catch (cause) {
    return { id: order.id, url, failure: asFailure(cause) };
  } finally {
    await work?.close();
  }
}

const after = (ms: number): Promise<undefined> =>
  new Promise((resolve) => setTimeout(resolve, ms, undefined));

function asFailure(cause: unknown): SothebaisError {
  if (cause instanceof SothebaisError) return cause;
  return new SothebaisError('DESTINATION_STALLED', 'The destination did not answer within 10 s.', {
    cause,
    details: { blame: 'destination' },
  });
}
