import { setImmediate as breathe } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { flvHead, flvTag } from '../sink/flv.js';
import { picture, plainFormat } from '../sink/testing/packets.js';
import { CountedPictures } from '../testing/counted-pictures.js';
import { FakeProcesses } from '../testing/fake-processes.js';
import { createFfmpegEncoder } from './ffmpeg-video.js';
import { readAacTag, readAvcTag } from './flv-body.js';

const PLAN = { widthPx: 4, heightPx: 2, fps: 30, bitrateKbps: 100, gopFrames: 60 };

async function setUp() {
  const heard: number[] = [];
  const processes = new FakeProcesses((bytes) => heard.push(bytes[0] ?? -1));
  const said: string[] = [];
  const start = createFfmpegEncoder({ ffmpegPath: 'ffmpeg', processes, codec: 'libx264' });
  const encoder = await start(PLAN, {
    onConfig: (config) => said.push(`config ${config.length}`),
    onFrame: ({ isKey, bytes }) => said.push(`${isKey ? 'key' : 'frame'} ${bytes.length}`),
    onLost: ({ message }) => said.push(message),
  });
  const [program] = processes.started;
  if (!program) throw new Error('Nothing was started.');
  return { encoder, program, said, heard };
}

describe('the encoder by FFmpeg', () => {
  test('gives the configuration and each frame, and nothing for the end of the sequence', async () => {
    const { program, said } = await setUp();
    const end = Buffer.from([9, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0x17, 2, 0, 0, 0, 0, 0, 0, 16]);
    const frames = [picture(0, 30, 50), picture(1, 30, 40)].map((packet) => flvTag(packet));
    program.stdout.write(Buffer.concat([flvHead(plainFormat), ...frames, end]));
    await breathe();
    expect(said).toEqual([
      `config ${plainFormat.avcConfig.length}`,
      ...[`key ${picture(0, 30, 50).bytes.length}`, `frame ${picture(1, 30, 40).bytes.length}`],
    ]);
  });

  test('writes every frame that is put, in order', async () => {
    const { encoder, heard } = await setUp();
    const pictures = new CountedPictures();
    for (let i = 0; i < 5; i++) {
      encoder.put({ picture: pictures.pixels(), isRepeat: false, key: false });
    }
    await breathe();
    expect(heard).toEqual([0, 1, 2, 3, 4]);
    expect(encoder.setBitrate(50)).toBe(false);
  });

  test('takes no compressed picture for pixels', async () => {
    const { encoder } = await setUp();
    const compressed = new CountedPictures().coded(true);
    expect(() => encoder.put({ picture: compressed, isRepeat: false, key: true })).toThrow(
      /pixels/,
    );
  });

  test.each([
    ['was killed', null],
    ['ended with code 1', 1],
  ])('tells once that it %s, in FFmpeg’s own words', async (how, code) => {
    const { program, said } = await setUp();
    program.stderr.write('no  such\nencoder');
    await breathe();
    program.end(code);
    await breathe();
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(how);
    expect(said[0]).toContain('saying "no such encoder"');
  });

  test('ends an FFmpeg that says what is no FLV, and lives', async () => {
    const { program } = await setUp();
    program.stdout.write(Buffer.alloc(64, 0x41));
    await breathe();
    expect(program.isStopped).toBe(true);
  });

  test('tells of no end that was asked for', async () => {
    const { encoder, said } = await setUp();
    await encoder.close();
    await breathe();
    expect(said).toEqual([]);
  });
});

describe('a tag’s body', () => {
  test.each([
    [[0x17, 0, 0, 0, 0, 7], { kind: 'config', bytes: Buffer.from([7]) }],
    [[0x17, 1, 0, 0, 0, 7], { kind: 'frame', isKey: true, bytes: Buffer.from([7]) }],
    [[0x27, 1, 0, 0, 0, 7], { kind: 'frame', isKey: false, bytes: Buffer.from([7]) }],
    [[0x17, 2, 0, 0, 0], { kind: 'end' }],
  ])('of the picture %j is read', (body, read) => {
    expect(readAvcTag(Buffer.from(body))).toEqual(read);
  });

  test.each([
    [[0xaf, 0, 7], { kind: 'config', bytes: Buffer.from([7]) }],
    [[0xaf, 1, 7], { kind: 'frame', bytes: Buffer.from([7]) }],
  ])('of the sound %j is read', (body, read) => {
    expect(readAacTag(Buffer.from(body))).toEqual(read);
  });
});
