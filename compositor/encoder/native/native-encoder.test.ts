import { PassThrough } from 'node:stream';
import { describe, expect, test, vi } from 'vitest';
import type { Processes } from '../../../engine/ports/processes.js';
import { Picture } from '../../source/picture.js';
import { createNativeEncoder } from './native-encoder.js';

const plan = { widthPx: 1280, heightPx: 720, fps: 30, bitrateKbps: 4_500, gopFrames: 90 };
const CONFIG = Buffer.from('0100000002000000abcd', 'hex');
const FRAME = Buffer.from('0200000001000000ff', 'hex');
/** There on every machine, so that no file has to be made. */
const FILES = ['/dev/null', '/dev/zero', '/dev/random', '/dev/urandom'];

/** An encoder over a program that says what the test lets it say. */
async function setUp(first = CONFIG) {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const ended = Promise.withResolvers<number | null>();
  const stop = vi.fn(async () => {
    ended.resolve(null);
  });
  const start = vi.fn<Processes['start']>(async () => {
    return { ...{ pid: 7, stdin, stdout, stderr, pipes: [] }, exited: ended.promise, stop };
  });
  stdout.write(first);
  const events = { onConfig: vi.fn(), onFrame: vi.fn(), onLost: vi.fn() };
  const options = { path: 'encode', processes: { start }, workDir: '/nowhere' };
  const encoder = await createNativeEncoder(options)(plan, events);
  const put = (index: number, path = '/dev/null') => {
    const pixels = { read: () => undefined, file: { path, offset: index } };
    const picture = new Picture({ index, revision: 0, pixels, changed: [] }, () => undefined);
    encoder.put({ picture, isRepeat: false, key: false });
  };
  /** What was said to the program since the last look: `frame RING@OFFSET` or `map RING PATH`. */
  const said = () => {
    let bytes: Buffer = (stdin.read() as Buffer | null) ?? Buffer.alloc(0);
    const words: string[] = [];
    while (bytes.length > 0) {
      const [ring, at] = [bytes.readUInt32LE(4), Number(bytes.readBigUInt64LE(8))];
      const isMap = bytes.readUInt8(0) === 1;
      const end = 16 + (isMap ? at : bytes.readUInt16LE(2) * 8);
      words.push(
        isMap ? `map ${ring} ${bytes.subarray(16, end).toString()}` : `frame ${ring}@${at}`,
      );
      bytes = bytes.subarray(end);
    }
    return words;
  };
  const say = async (bytes: Buffer) => {
    stdout.write(bytes);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { encoder, start, stop, ended, events, put, said, say };
}

describe('createNativeEncoder', () => {
  test('starts the program for the plan and hears the config first', async () => {
    const { start, events } = await setUp();
    const args = ['1280', '720', '30', '4500', '90', '3.1'];
    expect(start).toHaveBeenCalledWith('encode', args, { missing: 'ENCODER_MISSING' });
    expect(events.onConfig).toHaveBeenCalledExactlyOnceWith(Buffer.from('abcd', 'hex'));
  });

  test('has two frames in the program and gives the next as soon as one has come', async () => {
    const { put, said, say, events } = await setUp();
    [0, 1, 2, 3].forEach((index) => put(index));
    expect(said()).toEqual(['map 0 /dev/null', 'frame 0@0', 'frame 0@1']);
    await say(FRAME);
    expect(events.onFrame).toHaveBeenCalledOnce();
    expect(said()).toEqual(['frame 0@2']);
  });

  test('maps the ring of another browser beside the old one, and forgets the oldest', async () => {
    const { put, said, say } = await setUp();
    for (const [index, path] of [...FILES, ...FILES.slice(2)].entries()) {
      put(index, path);
      await say(FRAME);
    }
    expect(said()).toEqual([
      ...['map 0 /dev/null', 'frame 0@0', 'map 1 /dev/zero', 'frame 1@1'],
      ...['map 2 /dev/random', 'frame 2@2', 'map 0 /dev/urandom', 'frame 0@3'],
      ...['frame 2@4', 'frame 0@5'],
    ]);
  });

  test('tells once that the program has ended, with its last words', async () => {
    const { ended, events } = await setUp();
    ended.resolve(1);
    await vi.waitFor(() => expect(events.onLost).toHaveBeenCalledOnce());
    expect(events.onLost.mock.calls[0]?.[0]).toMatchObject({
      code: 'ENCODER_FAILED',
      message: 'The native encoder ended with code 1; another one takes over.',
    });
  });

  test('gives up a program that talks nonsense', async () => {
    const { say, events, stop } = await setUp();
    await say(Buffer.alloc(8, 9));
    expect(stop).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(events.onLost).toHaveBeenCalledOnce());
    expect(String(events.onLost.mock.calls[0]?.[0])).toContain('got kind 9');
  });

  test('is lost, and throws at nobody, where there is no room for a frame that lies in no file', async () => {
    const { encoder, events } = await setUp();
    const pixels = { read: () => undefined };
    const picture = new Picture({ index: 0, revision: 0, pixels, changed: [] }, () => undefined);
    encoder.put({ picture, isRepeat: false, key: true });
    await vi.waitFor(() => expect(events.onLost).toHaveBeenCalledOnce());
    expect(String(events.onLost.mock.calls[0]?.[0])).toContain('ENOENT');
  });

  test('says nothing of an end that was asked for', async () => {
    const { encoder, events, put, said } = await setUp();
    await encoder.close();
    put(0);
    expect(said()).toEqual([]);
    expect(events.onLost).not.toHaveBeenCalled();
  });
});
