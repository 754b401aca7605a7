import type { CodedPicture } from '../../../source/picture.js';
import { joinUnits, typeOf, type Unit } from '../units.js';
import { run } from './decode.js';

const SPS = 7;
const PPS = 8;
const DELIMITER = 9;

/** Has x264 encode 40 frames: a key frame every 20, one reference picture, three slices. */
export function encodeWithX264(): CodedPicture[] {
  const input = ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=176x100:r=30', '-frames:v', '40'];
  const settings = 'aud=1:ref=1:keyint=20:scenecut=0:slices=3';
  const codec = ['-c:v', 'libx264', '-profile:v', 'baseline', '-pix_fmt', 'yuv420p'];
  const output = [...codec, '-x264-params', settings, '-f', 'h264', 'pipe:1'];
  const units = unitsOf(run('ffmpeg', [...input, ...output]));
  const starts = units.flatMap((unit, i) => (typeOf(unit) === DELIMITER ? [i] : []));
  const avcConfig = writeAvcConfig(units);
  return starts.map((start, i) => {
    const all = units.slice(start, starts[i + 1]);
    const own = all.filter((unit) => ![SPS, PPS].includes(typeOf(unit)));
    const isKey = own.length < all.length;
    return { bytes: joinUnits(own), isKey, ...(isKey ? { avcConfig } : {}) };
  });
}

/** Takes apart units behind start codes (Annex B). */
function unitsOf(stream: Buffer): Unit[] {
  const text = stream.toString('latin1');
  return text
    .split(/\0*\0\0\x01/)
    .slice(1)
    .map((unit) => Buffer.from(unit, 'latin1'));
}

function writeAvcConfig(units: readonly Unit[]): Buffer {
  const [sps, pps] = [SPS, PPS].map((type) => units.find((unit) => typeOf(unit) === type));
  if (!sps || !pps) throw new Error('x264 gave no parameter sets.');
  const length = (unit: Unit): number[] => [unit.length >> 8, unit.length & 0xff];
  const head = [1, ...sps.subarray(1, 4), 0xff, 0xe1, ...length(sps)];
  return Buffer.from([...head, ...sps, 1, ...length(pps), ...pps]);
}
