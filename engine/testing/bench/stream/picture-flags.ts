import { BACKENDS } from '../../../../config/schema.js';
import { SothebaisError } from '../../../domain/errors.js';

export type Backend = (typeof BACKENDS)[number];

/** What is filmed, and by which backends. */
export interface AskedPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly fps: number;
  readonly bitrateKbps: number;
  readonly backends: readonly [Backend, ...Backend[]];
  readonly scene: 'busy' | 'still';
}

/** Flags of every tool that measures the stream, for `parseArgs`. */
export const PICTURE_FLAGS = {
  size: { type: 'string', default: '1920x1080' },
  fps: { type: 'string', default: '30' },
  bitrate: { type: 'string' },
  scene: { type: 'string', default: 'busy' },
  json: { type: 'boolean', default: false },
} as const;

interface PictureValues {
  readonly size: string;
  readonly fps: string;
  readonly bitrate?: string | undefined;
  readonly scene: string;
}

/** What the preset for 1080p30 gives a pixel, in bits. */
const BITS_A_PIXEL = 6_000_000 / (1_920 * 1_080 * 30);
const LEAST_KBPS = 400;
const SIDE = { least: 64, most: 4_096 };
const FPS_MOST = 120;

/**
 * @param most - how many backends may be asked for at once
 * @throws SothebaisError `INPUT_INVALID`
 */
export function readPicture(
  values: PictureValues,
  backend: string,
  most: 'one' | 'all',
): AskedPicture {
  const { widthPx, heightPx } = readSize(values.size);
  const fps = readNumber('--fps', values.fps, 1, FPS_MOST, true);
  const usual = Math.round((BITS_A_PIXEL * widthPx * heightPx * fps) / 1_000);
  const bitrateKbps =
    values.bitrate === undefined
      ? Math.max(LEAST_KBPS, usual)
      : readNumber('--bitrate', values.bitrate, 100, 100_000, true);
  const { scene } = values;
  if (scene !== 'busy' && scene !== 'still') {
    throw invalid(`Expected --scene busy or still, got "${scene}".`);
  }
  return { widthPx, heightPx, fps, bitrateKbps, scene, backends: readBackends(backend, most) };
}

/** @throws SothebaisError `INPUT_INVALID` */
export function readNumber(
  flag: string,
  text: string,
  least: number,
  most: number,
  isWhole = false,
): number {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (number >= least && number <= most && (!isWhole || Number.isInteger(number))) return number;
  const kind = isWhole ? 'a whole number' : 'a number';
  throw invalid(`Expected ${flag} to be ${kind} from ${least} to ${most}, got "${text}".`);
}

function readSize(text: string): { readonly widthPx: number; readonly heightPx: number } {
  const [, width, height] = /^(\d{1,5})x(\d{1,5})$/.exec(text) ?? [];
  const sides = [Number(width), Number(height)] as const;
  const isFine = sides.every((px) => px % 2 === 0 && px >= SIDE.least && px <= SIDE.most);
  if (isFine) return { widthPx: sides[0], heightPx: sides[1] };
  throw invalid(
    `Expected --size such as 1920x1080, both even and from ${SIDE.least} to ${SIDE.most}, got "${text}".`,
  );
}

function readBackends(name: string, most: 'one' | 'all'): AskedPicture['backends'] {
  if (name === 'all' && most === 'all') return BACKENDS;
  const known = BACKENDS.find((backend) => backend === name);
  if (known) return [known];
  const choice = `${most === 'all' ? 'all or ' : ''}one of ${BACKENDS.join(', ')}`;
  throw invalid(`Expected --backend ${choice}, got "${name}".`);
}

function invalid(message: string): SothebaisError {
  return new SothebaisError('INPUT_INVALID', message, {
    hint: 'Ask as in: --size 1920x1080 --fps 30 --backend frames --scene busy',
  });
}
