import { expect, test } from 'vitest';
import type { Packet } from '../../../../compositor/packet.js';
import { ChunkWriter } from '../../../../compositor/sink/rtmp/chunk-writer.js';
import { MESSAGE } from '../../../../compositor/sink/rtmp/message.js';
import { Meter } from './meter.js';

const HANDSHAKE = Buffer.alloc(1 + 2 * 1_536, 7);

/** What a publisher sends: its handshake, then picture and sound in chunks of 128 bytes. */
function publication(): Buffer {
  const chunks = new ChunkWriter();
  const send = (type: number, atMs: number, ...bytes: readonly number[]) =>
    chunks.write(type === MESSAGE.audio ? 4 : 6, {
      ...{ type, atMs, streamId: 1, payload: [Buffer.from(bytes)] },
    });
  const large = Array.from({ length: 700 }, (_, i) => i & 0xff);
  return Buffer.concat([
    HANDSHAKE,
    ...[send(MESSAGE.command, 0, 2, 0), send(MESSAGE.video, 0, 0x17, 0, 0, 0, 0, 1, 100, 0)],
    ...[send(MESSAGE.audio, 0, 0xaf, 0, 0x11, 0x90), send(MESSAGE.video, 0, 0x17, 1, 0, 0, 0, 9)],
    ...[
      send(MESSAGE.audio, 21, 0xaf, 1, 5, 6),
      send(MESSAGE.video, 33, 0x27, 1, 0, 0, 0, ...large),
    ],
  ]);
}

test.each([1, 100, 5_000])(
  'reads each frame once its last byte is there, in pieces of %i',
  (size) => {
    const heard: Packet[] = [];
    const times: number[] = [];
    const meter = new Meter((packet, arrivedMs) => {
      heard.push(packet);
      times.push(arrivedMs);
    });
    const bytes = publication();
    for (let at = 0; at < bytes.length; at += size) {
      meter.feed(bytes.subarray(at, at + size), Math.min(at + size, bytes.length));
    }
    expect(heard.map(({ kind, atMs, bytes: { length } }) => [kind, atMs, length])).toEqual([
      ['video', 0, 1],
      ['audio', 21, 2],
      ['video', 33, 700],
    ]);
    expect(heard.map((packet) => packet.kind === 'video' && packet.isKey)).toEqual([
      ...[true, false, false],
    ]);
    expect(times.at(-1)).toBe(bytes.length);
    expect(meter.configs).toEqual({
      ...{ avcConfig: Buffer.from([1, 100, 0]), aacConfig: Buffer.from([0x11, 0x90]) },
    });
  },
);

test('knows no configuration before both have come', () => {
  const meter = new Meter(() => undefined);
  meter.feed(HANDSHAKE, 0);
  expect(meter.configs).toBeUndefined();
});
