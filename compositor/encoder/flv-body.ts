import type { CodedFrame } from './encoder.js';

type AvcTag =
  | ({ readonly kind: 'frame' } & CodedFrame)
  | { readonly kind: 'config'; readonly bytes: Buffer }
  | { readonly kind: 'end' };
type AacTag = { readonly kind: 'frame' | 'config'; readonly bytes: Buffer };

const KEY_FRAME = 1;
const SEQUENCE_HEADER = 0;
const END_OF_SEQUENCE = 2;
const AVC_HEAD_BYTES = 5;
const AAC_HEAD_BYTES = 2;

/** Reads the body of an FLV tag with AVC in it. */
export function readAvcTag(body: Buffer): AvcTag {
  const bytes = body.subarray(AVC_HEAD_BYTES);
  if (body[1] === SEQUENCE_HEADER) return { kind: 'config', bytes };
  // What FFmpeg says last when it is told to end: no frame, though it is marked as a key.
  if (body[1] === END_OF_SEQUENCE) return { kind: 'end' };
  return { kind: 'frame', isKey: (body[0] ?? 0) >> 4 === KEY_FRAME, bytes };
}

/** Reads the body of an FLV tag with AAC in it. */
export function readAacTag(body: Buffer): AacTag {
  const bytes = body.subarray(AAC_HEAD_BYTES);
  return { kind: body[1] === SEQUENCE_HEADER ? 'config' : 'frame', bytes };
}
