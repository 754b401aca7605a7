import { pause } from '../../pause.js';
import { Picture } from '../../source/picture.js';
import { createNativeEncoder, type NativeEncoderOptions } from './native-encoder.js';

const CHECK_LIMIT_MS = 3_000;

/** Whether it runs here: has it encode one small picture. */
export async function checkNativeEncoder(options: NativeEncoderOptions): Promise<boolean> {
  const plan = { widthPx: 64, heightPx: 64, fps: 30, bitrateKbps: 1_000, gopFrames: 30 };
  const pixels = { read: (into: Buffer) => void into.fill(128) };
  const picture = new Picture({ index: 0, revision: 0, pixels }, () => undefined);
  const encoded = Promise.withResolvers<boolean>();
  try {
    const encoder = await createNativeEncoder(options)(plan, {
      onConfig: () => undefined,
      onFrame: ({ isKey }) => encoded.resolve(isKey),
      onLost: () => encoded.resolve(false),
    });
    encoder.put({ picture, isRepeat: false, key: false });
    const isGood = await Promise.race([encoded.promise, pause(CHECK_LIMIT_MS)]);
    await encoder.close();
    return isGood === true;
  } catch {
    return false;
  }
}
