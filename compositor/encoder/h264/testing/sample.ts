import type { CodedPicture } from '../../../source/picture.js';

/** What WebCodecs gave, as a file holds it: bytes are in base64. */
export interface Sample {
  readonly avcConfig: string;
  readonly frames: readonly { readonly isKey: boolean; readonly bytes: string }[];
}

/** The sample as a source hands it over. */
export function readSample({ avcConfig, frames }: Sample): CodedPicture[] {
  return frames.map(({ isKey, bytes }) => ({
    isKey,
    bytes: Buffer.from(bytes, 'base64'),
    ...(isKey ? { avcConfig: Buffer.from(avcConfig, 'base64') } : {}),
  }));
}
