import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { Secret } from '../../../config/secret.js';
import type { SothebaisError } from '../../../engine/domain/errors.js';
import type { StreamFormat, VideoPacket } from '../../packet.js';
import { pause } from '../../pause.js';
import { decodeAmf0 } from './amf0.js';
import { createRtmpConnect, type RtmpOptions } from './connect.js';
import { MESSAGE } from './message.js';
import {
  type Script,
  type ScriptedServer,
  startScriptedServer,
  uint32,
} from './testing/scripted-server.js';

const KEY = 'lot-7_secret';
const format: StreamFormat = {
  ...{ widthPx: 320, heightPx: 180, fps: 30, bitrateKbps: 400, audioKbps: 64 },
  avcConfig: Buffer.from('0164002affe100', 'hex'),
  aacConfig: Buffer.from('1190', 'hex'),
};
const aFrame = (atMs: number, bytes: Buffer = Buffer.alloc(5000)): VideoPacket => ({
  ...{ kind: 'video', tick: 0, atMs, isKey: true, bytes },
});

let server: ScriptedServer;
afterEach(() => server.close());

async function serve(script?: Script): Promise<void> {
  server = await startScriptedServer(script);
}

const connect = (options: Partial<RtmpOptions> = {}, signal = new AbortController().signal) =>
  createRtmpConnect({ url: server.url, key: new Secret(KEY), ...options })(format, signal);

const failure = (options?: Partial<RtmpOptions>) =>
  connect(options).then(
    () => expect.unreachable('It connected.'),
    (error: unknown) => error as SothebaisError,
  );

/** Waits for what must come, within 5 s. */
const until = (check: () => unknown) => expect.poll(check, { timeout: 5000 });

const heardTypes = () => server.heard.map(({ type }) => type);

describe('an RTMP connection', () => {
  test('tells the format before the first packet, and again when it changes', async () => {
    await serve();
    const connection = await connect();
    connection.send(aFrame(7_200_000));
    connection.send({ kind: 'audio', atMs: 7_200_010.6, bytes: Buffer.of(1) });
    connection.begin({ ...format, bitrateKbps: 200 });
    connection.send(aFrame(7_200_033.4));
    connection.send({ kind: 'audio', atMs: 7_200_020, bytes: Buffer.of(1) });
    await connection.close(2000);

    const media = server.heard.filter(({ type }) => [8, 9, 18].includes(type));
    expect(media.map(({ type, atMs, payload }) => [type, atMs, payload[1]])).toEqual([
      ...[
        [MESSAGE.data, 0, 0],
        [MESSAGE.video, 0, 0],
        [MESSAGE.audio, 0, 0],
      ],
      ...[
        [MESSAGE.video, 0, 1],
        [MESSAGE.audio, 11, 1],
      ],
      ...[
        [MESSAGE.data, 11, 0],
        [MESSAGE.video, 0, 0],
        [MESSAGE.audio, 11, 0],
      ],
      // The picture may run ahead: sound that comes after it keeps its own time.
      ...[
        [MESSAGE.video, 33, 1],
        [MESSAGE.audio, 20, 1],
      ],
    ]);
    const names = media
      .filter(({ type }) => type === MESSAGE.data)
      .map(({ payload }) => decodeAmf0(payload));
    expect(
      names.map(([set, name, facts]) => [
        set,
        name,
        (facts as Map<string, number>).get('videodatarate'),
      ]),
    ).toEqual([
      ['@setDataFrame', 'onMetaData', 400],
      ['@setDataFrame', 'onMetaData', 200],
    ]);
  });

  test('says goodbye, and its close is no failure', async () => {
    await serve();
    const connection = await connect();
    let ended: unknown;
    void connection.ended.then((reason) => (ended = reason));
    connection.send(aFrame(0));
    await connection.close(2000);
    const words = server.heard.filter(({ type }) => type === MESSAGE.command);
    expect(words.slice(-2).map(({ payload }) => decodeAmf0(payload)[0])).toEqual([
      'FCUnpublish',
      'deleteStream',
    ]);
    await pause(20);
    expect(ended).toBeUndefined();
  });

  test('answers a ping with what it held, and acknowledges what it was sent', async () => {
    await serve({
      publish: (client) => {
        client.status('status', 'NetStream.Publish.Start', 'x'.repeat(1000));
        client.say(MESSAGE.userControl, Buffer.concat([Buffer.of(0, 6), uint32(4711)]));
      },
    });
    const connection = await connect();
    await until(heardTypes).toContain(MESSAGE.userControl);
    const pong = server.heard.find(({ type }) => type === MESSAGE.userControl);
    expect(pong?.payload).toEqual(Buffer.concat([Buffer.of(0, 7), uint32(4711)]));
    await until(heardTypes).toContain(MESSAGE.acknowledgement);
    await connection.close(1000);
  });
});

describe('an RTMP connection that fails', () => {
  test.each([
    [
      'BadName',
      {
        publish: (client) => client.status('error', 'NetStream.Publish.BadName', `No ${KEY} here.`),
      },
      'saying "No [secret] here"',
    ],
    [
      'Unauthorized',
      { publish: (client) => client.status('error', 'NetStream.Publish.Unauthorized') },
      'saying "NetStream.Publish.Unauthorized"',
    ],
    [
      'an error at connect',
      {
        connect: (client) =>
          client.command('_error', 1, null, { code: 'NetConnection.Connect.Rejected' }),
      },
      'saying "NetConnection.Connect.Rejected"',
    ],
    [
      'hanging up on the key',
      { publish: (client) => client.socket.end() },
      'the usual answer to a wrong key',
    ],
    [
      'a reset at the key',
      { publish: (client) => client.socket.resetAndDestroy() },
      'the usual answer to a wrong key',
    ],
    [
      'hanging up when the name is to be freed',
      { releaseStream: (client) => client.socket.end() },
      'the usual answer to a wrong key',
    ],
    [
      'hanging up on the application',
      { connect: (client) => client.socket.end() },
      'an application that it does not have',
    ],
  ] satisfies [string, Script, string][])(
    'knows %s for a refusal',
    async (_name, script, words) => {
      await serve(script);
      const { code, details, message } = await failure();
      expect([code, details['blame']]).toEqual(['DESTINATION_REFUSED', 'ours']);
      expect(message).toContain(words);
      expect(message).not.toContain(KEY);
    },
  );

  test('takes a hang-up soon after the agreement for a refusal too', async () => {
    await serve({
      publish: (client) => {
        client.status('status', 'NetStream.Publish.Start');
        setTimeout(() => client.socket.end(), 100);
      },
    });
    const connection = await connect();
    expect(await connection.ended).toMatchObject({ code: 'DESTINATION_REFUSED' });
  });

  test('takes a later one for a loss', async () => {
    await serve({
      publish: (client) => {
        client.status('status', 'NetStream.Publish.Start');
        setTimeout(() => client.socket.resetAndDestroy(), 2200);
      },
    });
    const connection = await connect();
    expect(await connection.ended).toMatchObject({
      code: 'DESTINATION_LOST',
      details: { blame: 'network' },
    });
  });

  test('hears a refusal while it is on air', async () => {
    await serve({
      publish: (client) => {
        client.status('status', 'NetStream.Publish.Start');
        client.status('error', 'NetStream.Publish.BadName', 'Another one publishes');
      },
    });
    const connection = await connect();
    const reason = await connection.ended;
    expect(reason.code).toBe('DESTINATION_REFUSED');
    expect(reason.message).toContain('saying "Another one publishes"');
    connection.send(aFrame(0));
    await connection.close(100);
  });

  test.each([
    ['in the handshake', { connected: (client) => client.socket.pause() }],
    ['at connect', { connect: () => undefined }],
    ['at publish', { publish: () => undefined }],
  ] satisfies [string, Script][])('tells a server that falls silent %s', async (_name, script) => {
    await serve(script);
    const { code, details, message } = await failure({ connectLimitMs: 300 });
    expect([code, details['blame']]).toEqual(['DESTINATION_STALLED', 'destination']);
    expect(message).toContain('did not answer within 0.3 s');
  });

  test('tells a server that lets a TLS greeting lie', async () => {
    await serve({ connected: (client) => client.socket.pause() });
    const { code } = await failure({
      url: server.url.replace('rtmp:', 'rtmps:'),
      connectLimitMs: 300,
    });
    expect(code).toBe('DESTINATION_STALLED');
  });

  test('tells a server of another kind', async () => {
    await serve({ connected: (client) => client.socket.write('HTTP/1.1 400 Bad Request\r\n\r\n') });
    const { code, details, message } = await failure();
    expect([code, details['blame']]).toEqual(['DESTINATION_LOST', 'destination']);
    expect(message).toContain('not as an RTMP server does');
  });

  test('tells a port where nobody listens', async () => {
    await serve();
    const idle = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => idle.once('listening', resolve));
    const { port } = idle.address() as AddressInfo;
    await new Promise((resolve) => idle.close(resolve));
    const { code, message } = await failure({ url: `rtmp://127.0.0.1:${port}/live` });
    expect([code, message]).toEqual([
      'DESTINATION_LOST',
      `Nobody listens at port ${port} of 127.0.0.1.`,
    ]);
  });

  test('tells a name that stands for no host', async () => {
    await serve();
    // No name server is asked for a name that can be none.
    const { code, message } = await failure({ url: 'rtmp://no..such/live' });
    expect([code, message]).toEqual(['DESTINATION_LOST', 'Found no host of the name no..such.']);
  });

  test('tells a connection that is cut in the handshake', async () => {
    await serve({ connected: (client) => client.socket.resetAndDestroy() });
    expect(await failure()).toMatchObject({
      code: 'DESTINATION_LOST',
      details: { blame: 'network' },
    });
  });

  test('is given up when it is told to', async () => {
    await serve({ connect: () => undefined });
    const giveUp = new AbortController();
    const opening = connect({}, giveUp.signal);
    setTimeout(() => giveUp.abort(), 50);
    await expect(opening).rejects.toMatchObject({ code: 'INTERRUPTED' });
    await expect(connect({}, giveUp.signal)).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });
});
