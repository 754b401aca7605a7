import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Page } from 'playwright';
import { findChromium } from '../../../stage/executable.js';
import type { CodedFrame } from '../../encoder.js';
import type { Sample } from './sample.js';

/** Opens an empty page in which WebCodecs may be used, for as long as `use` takes. */
export async function withPage<T>(use: (page: Page) => Promise<T>): Promise<T> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>sample</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({
    executablePath: findChromium('chromium'),
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-gpu'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return await use(page);
  } finally {
    await browser.close();
    server.close();
  }
}

/** Has Chromium encode a disc that goes round on a changing ground. */
export async function encodeSample(
  page: Page,
  plan: {
    readonly codec: string;
    readonly widthPx: number;
    readonly heightPx: number;
    readonly frames: number;
    readonly gopFrames: number;
    readonly bitrateKbps: number;
  },
): Promise<Sample> {
  return page.evaluate(async ({ codec, widthPx, heightPx, frames, gopFrames, bitrateKbps }) => {
    const sample = { avcConfig: '', frames: [] as { isKey: boolean; bytes: string }[] };
    const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
    const encoder = new VideoEncoder({
      output: (chunk, metadata) => {
        const bytes = new Uint8Array(chunk.byteLength);
        chunk.copyTo(bytes);
        const config = metadata?.decoderConfig?.description;
        if (config) sample.avcConfig = toBase64(new Uint8Array(config as ArrayBuffer));
        sample.frames.push({ isKey: chunk.type === 'key', bytes: toBase64(bytes) });
      },
      error: (error) => {
        throw error;
      },
    });
    encoder.configure({
      codec,
      width: widthPx,
      height: heightPx,
      bitrate: bitrateKbps * 1000,
      framerate: 30,
      bitrateMode: 'constant',
      latencyMode: 'realtime',
      hardwareAcceleration: 'prefer-software',
      avc: { format: 'avc' },
    });
    const canvas = new OffscreenCanvas(widthPx, heightPx);
    const pen = canvas.getContext('2d', { alpha: false });
    if (!pen) throw new Error('There is no canvas.');
    for (let i = 0; i < frames; i++) {
      pen.fillStyle = `hsl(${i * 3}, 50%, 40%)`;
      pen.fillRect(0, 0, widthPx, heightPx);
      pen.fillStyle = 'white';
      pen.beginPath();
      const [x, y] = [Math.sin(i / 4), Math.cos(i / 4)];
      pen.arc(widthPx * (0.5 + x / 4), heightPx * (0.5 + y / 4), heightPx / 8, 0, 7);
      pen.fill();
      const frame = new VideoFrame(canvas, { timestamp: (i * 1e6) / 30 });
      encoder.encode(frame, { keyFrame: i % gopFrames === 0 });
      frame.close();
    }
    await encoder.flush();
    encoder.close();
    return sample;
  }, plan);
}

/** A picture that Chromium decoded: a hash of its samples, and whether it calls its range full. */
export interface Decoded {
  readonly hash: string;
  readonly fullRange: boolean | null | undefined;
}

/** Has Chromium decode the frames; whatever it does not like is a failure. */
export async function decodeInChromium(
  page: Page,
  avcConfig: Buffer,
  frames: readonly CodedFrame[],
): Promise<Decoded[]> {
  const stream = {
    avcConfig: avcConfig.toString('base64'),
    frames: frames.map(({ isKey, bytes }) => ({ isKey, bytes: bytes.toString('base64') })),
  };
  return page.evaluate(async ({ avcConfig, frames }: Sample) => {
    const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
      Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const hashes: Promise<Decoded>[] = [];
    const hash = async (frame: VideoFrame): Promise<Decoded> => {
      const bytes = new Uint8Array(frame.allocationSize());
      await frame.copyTo(bytes);
      const { fullRange } = frame.colorSpace;
      frame.close();
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      return { hash: btoa(String.fromCharCode(...digest)), fullRange };
    };
    const failed = Promise.withResolvers<never>();
    const decoder = new VideoDecoder({
      output: (frame) => hashes.push(hash(frame)),
      error: (error) => failed.reject(error),
    });
    decoder.configure({
      codec: 'avc1.42E01F',
      description: fromBase64(avcConfig),
      hardwareAcceleration: 'prefer-software',
      optimizeForLatency: true,
    });
    for (const [i, { isKey, bytes }] of frames.entries()) {
      const data = fromBase64(bytes);
      const type = isKey ? 'key' : 'delta';
      decoder.decode(new EncodedVideoChunk({ type, timestamp: i * 33_333, data }));
    }
    await Promise.race([decoder.flush(), failed.promise]);
    decoder.close();
    return Promise.all(hashes);
  }, stream);
}
