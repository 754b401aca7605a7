import type { AudioPacket, Packet, StreamFormat, VideoPacket } from '../../packet.js';
import { AHEAD_MS } from '../interleave.js';

/** 30 frames a second at 800 kbit/s, sound included: 100 bytes a millisecond. */
export const plainFormat: StreamFormat = {
  widthPx: 320,
  heightPx: 180,
  fps: 30,
  bitrateKbps: 672,
  audioKbps: 128,
  avcConfig: Buffer.from([1, 66, 0, 30]),
  aacConfig: Buffer.from([0x11, 0x90]),
};

/** The picture of a tick, 30 a second, with a key frame every `gopFrames`. */
export function picture(tick: number, gopFrames = 30, size = 2_800): VideoPacket {
  return {
    kind: 'video',
    tick,
    atMs: (tick * 1000) / 30,
    isKey: tick % gopFrames === 0,
    bytes: Buffer.alloc(size),
  };
}

/** The sound that begins `index` AAC frames after tick 0. */
export function sound(index: number): AudioPacket {
  return { kind: 'audio', atMs: (index * 1024) / 48, bytes: Buffer.alloc(340) };
}

/** Picture and sound of so many ticks, in the order in which they are sent. */
export function stream(ticks: number, gopFrames = 30): readonly Packet[] {
  const endMs = (ticks * 1000) / 30;
  const pictures = Array.from({ length: ticks }, (_, tick) => picture(tick, gopFrames));
  const sounds = Array.from({ length: Math.ceil((endMs * 48) / 1024) }, (_, i) => sound(i));
  return [...pictures, ...sounds].sort((one, other) => placeMs(one) - placeMs(other));
}

const placeMs = ({ kind, atMs }: Packet): number => (kind === 'video' ? atMs : atMs + AHEAD_MS);
