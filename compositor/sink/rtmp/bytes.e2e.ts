import { afterEach, describe, expect, test } from 'vitest';
import { Secret } from '../../../config/secret.js';
import { pause } from '../../pause.js';
import { picture, plainFormat, sound } from '../testing/packets.js';
import { createRtmpConnect } from './connect.js';
import { MESSAGE } from './message.js';
import {
  type Script,
  type ScriptedServer,
  startScriptedServer,
  uint32,
} from './testing/scripted-server.js';

type Client = Parameters<NonNullable<Script['publish']>>[0];

let server: ScriptedServer;
afterEach(() => server.close());

/** A connection to a server that agrees, and the server's side of it. */
async function publish(onAgreed: (client: Client) => void = () => undefined) {
  const agreed = Promise.withResolvers<Client>();
  server = await startScriptedServer({
    publish: (client) => {
      client.status('status', 'NetStream.Publish.Start');
      onAgreed(client);
      agreed.resolve(client);
    },
  });
  const connect = createRtmpConnect({ url: server.url, key: new Secret('key') });
  const connection = await connect(plainFormat, new AbortController().signal);
  return { connection, client: await agreed.promise };
}

/** Waits for what must come, within 5 s. */
const until = (check: () => unknown) => expect.poll(check, { timeout: 5000 });

describe('an RTMP connection to a server that acknowledges', () => {
  const acknowledge = (client: Client, bytes: number) =>
    client.say(MESSAGE.acknowledgement, uint32(bytes));

  test('asks to be told often how much arrived, and counts that', async () => {
    const { connection, client } = await publish();
    connection.send(picture(0, 1, 100_000));
    await until(() => connection.sentBytes).toBeGreaterThan(100_000);
    const sent = connection.sentBytes;
    acknowledge(client, 90_000);
    acknowledge(client, 95_000);
    await pause(50);
    connection.send(picture(1, 1, 100_000));
    await until(() => connection.waitingBytes).toBe(0);
    await pause(50);
    expect(connection.sentBytes).toBe(sent);
    acknowledge(client, sent + 1000);
    await until(() => connection.sentBytes).toBe(sent + 1000);
    const asked = server.heard.find(({ type }) => type === MESSAGE.windowSize);
    expect(asked?.payload).toEqual(uint32(250_000));
    await connection.close(1000);
  });

  test('does not count by one that does so in leaps', async () => {
    const { connection, client } = await publish();
    connection.send(picture(0, 1, 2_000_000));
    acknowledge(client, 10_000);
    acknowledge(client, 1_900_000);
    await until(() => connection.waitingBytes).toBe(0);
    await pause(50);
    const sent = connection.sentBytes;
    expect(sent).toBeGreaterThan(2_000_000);
    connection.send(picture(1, 1, 100_000));
    await until(() => connection.sentBytes).toBeGreaterThan(sent + 100_000);
    await connection.close(1000);
  });
});

describe('an RTMP connection to a server that no longer reads', () => {
  const publishUnread = () => publish(({ socket }) => void socket.pause());
  /** More than both kernels hold. */
  const flood = Array.from({ length: 60 }, (_, tick) => picture(tick, 1, 500_000));

  test('shows it, and is not held up by it', async () => {
    const { connection } = await publishUnread();
    for (const frame of flood) connection.send(frame);
    await pause(200);
    const [sent, waiting] = [connection.sentBytes, connection.waitingBytes];
    expect(waiting).toBeGreaterThan(10_000_000);
    connection.send(picture(60, 1, 500_000));
    await pause(200);
    expect(connection.sentBytes).toBe(sent);
    expect(connection.waitingBytes).toBeGreaterThan(waiting + 500_000);

    const startedMs = performance.now();
    await connection.close(300);
    expect(performance.now() - startedMs).toBeLessThan(2000);
    connection.send(picture(61));
  });

  test('counts nothing as sent that waits in the kernel', async () => {
    const { connection } = await publishUnread();
    connection.send(picture(0, 1, 400_000));
    // Two looks into the kernel, as after the sounds.
    await pause(1_200);
    const sent = connection.sentBytes;
    for (let i = 0; i < 20; i++) connection.send(sound(i));
    await pause(1_200);
    expect(connection.sentBytes).toBe(sent);
    expect(connection.waitingBytes).toBeGreaterThan(100_000);
    await connection.close(100);
  });

  test('answers no more, whatever is asked', async () => {
    const { connection, client } = await publishUnread();
    for (const frame of flood) connection.send(frame);
    // Until the kernel takes no more, and we know how much it took.
    await pause(1_200);
    const waiting = connection.waitingBytes;
    const ping = Buffer.concat([Buffer.of(0, 6), uint32(1)]);
    for (let i = 0; i < 1_000; i++) client.say(MESSAGE.userControl, ping);
    await pause(300);
    expect(connection.waitingBytes).toBe(waiting);
    await connection.close(100);
  });
});
