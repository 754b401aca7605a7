import type { Notice } from '../../engine/ports/stage.js';
import { Picture } from './picture.js';

/** The access unit that came with a notice, once it has its number; undefined where none did. */
export function codedPicture(notice: Notice): ((index: number) => Picture) | undefined {
  const { revision, changed, isKey, configBytes, payload, undrawn } = notice;
  if (undrawn || payload.length === configBytes) return undefined;
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  const coded = {
    isKey,
    bytes: bytes.subarray(configBytes),
    ...(configBytes > 0 ? { avcConfig: bytes.subarray(0, configBytes) } : {}),
  };
  return (index) => new Picture({ index, revision, changed, coded }, () => undefined);
}
