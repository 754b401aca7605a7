import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BidStory } from '../../engine/app/book/bid-story.js';
import type { LotId } from '../../engine/domain/ids.js';
import { fourLots, RESERVES } from './four-lots.js';
import { run, scratchFolder, sothebais } from './house-process.js';
import { openQuietHouse, type QuietHouse } from './quiet-house.js';

// The book of a house, read by people and programs while the house writes and after.

interface Told {
  readonly auction: string;
  readonly sequence: number;
  readonly event: { readonly kind: string };
}

let folder: ReturnType<typeof scratchFolder>;
let house: QuietHouse;

beforeAll(async () => {
  folder = scratchFolder();
  house = await openQuietHouse(folder.path, fourLots(), RESERVES);
  const phase = () => house.floor.auction()?.lots.get('1' as LotId)?.phase;
  await vi.waitFor(() => expect(phase()).toBe('open'), 20_000);
  await house.seat(['ada', 'bob'], '50');
  await place('first', '1', '101');
  await place('second', '2', '102');
});
afterAll(async () => {
  await house.close();
  folder[Symbol.dispose]();
});

const at = (...words: readonly string[]) => [...words, '--data', folder.path];
const place = (id: string, amount: string, paddle: string) =>
  run(...at('bid', 'place', '1', amount, '--paddle', paddle, '--id', id));
const linesOf = (stdout: string): readonly Told[] =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Told);
const sequence = (): number => house.floor.auction()?.sequence ?? 0;
const upTo = (last: number, first = 1) =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i);

describe('events tail', () => {
  test('shows the last events, and those of a kind and a lot', async () => {
    const { stdout } = await run(...at('events', 'tail', '--json', '-n', '1000'));
    const all = linesOf(stdout);
    expect(all.map((line) => line.sequence)).toEqual(upTo(sequence()));
    const bids = at('events', 'tail', '--lot', '1', '--kind', 'bid-accepted', '-n', '1');
    expect((await run(...bids)).stdout).toMatch(/bid leads +2 +@bob +operator-second\n$/);
    expect(linesOf((await run(...bids, '--json')).stdout)).toEqual([
      all.findLast(({ event }) => event.kind === 'bid-accepted'),
    ]);
    expect((await run(...bids, '--until', '2000-01-01')).stdout.split('\n')).toHaveLength(2);
  });

  test('names the nearest kind', async () => {
    const { code, stdout } = await run(...at('events', 'tail', '--kind', 'bid-void', '--json'));
    expect(code).toBe(65);
    expect(stdout).toContain('the nearest is bid-voided');
  });

  test('tells no reserve of a lot that is open', async () => {
    for (const words of [['tail', '-n', '1000'], ['tail', '-n', '1000', '--json'], ['replay']]) {
      const { stdout } = await run(...at('events', ...words));
      expect(stdout).not.toMatch(/(?<!\d)7\.77(?!\d)|7770000000000000000|"salt"/);
    }
  });

  test('goes on as the house writes, until Ctrl-C', async () => {
    const before = sequence();
    const tail = sothebais(...at('events', 'tail', '--follow', '--json', '-n', '1'));
    const told = () => linesOf(tail.written()).map((line) => line.sequence);
    await expect.poll(told).toEqual([before]);
    await place('third', '3', '101');
    await expect.poll(told).toEqual(upTo(sequence(), before));
    expect(sequence()).toBeGreaterThan(before);
    tail.process.kill('SIGINT');
    const { code, stdout } = await tail.ended;
    expect(code).toBe(0);
    expect(linesOf(stdout).map((line) => line.sequence)).toEqual(upTo(sequence(), before));
  });

  test('ends by itself once the book is sealed', async () => {
    using other = scratchFolder();
    const quiet = await openQuietHouse(other.path, fourLots(), RESERVES);
    const tail = sothebais('events', 'tail', '--follow', '--json', '--data', other.path);
    await expect.poll(() => tail.written()).toContain('\n');
    await quiet.close();
    const { code, stdout } = await tail.ended;
    expect(code).toBe(0);
    expect(linesOf(stdout).at(-1)?.event.kind).toBe('book-sealed');
  });
});

/** A consumer that takes what it likes. */
interface Consumer {
  readonly url: string;
  /** What it took, in order, with the key each came under. */
  readonly taken: { readonly line: Told; readonly key: string }[];
  answer: (line: Told) => number | 'hang up' | 'never';
}

let server: Server;
let consumer: Consumer;

beforeEach(async () => {
  const taken: Consumer['taken'] = [];
  consumer = { url: '', taken, answer: () => 204 };
  server = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const line = JSON.parse(body) as Told;
      const answer = consumer.answer(line);
      if (answer === 'never') return;
      if (answer === 'hang up') return void request.socket.destroy();
      if (answer < 300) taken.push({ line, key: String(request.headers['idempotency-key']) });
      response.writeHead(answer).end('a body that nobody reads');
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  consumer = { ...consumer, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const takenSequences = () => consumer.taken.map(({ line }) => line.sequence);

describe('events replay', () => {
  test('writes any part of the book', async () => {
    const { stdout } = await run(...at('events', 'replay', '--from', '2', '--to', '4'));
    expect(linesOf(stdout).map((line) => line.sequence)).toEqual([2, 3, 4]);
  });

  test('gives each event in order to a consumer that fails now and then', async () => {
    let tries = 0;
    consumer.answer = () => {
      tries += 1;
      if (tries === 3) return 500;
      if (tries === 5) return 302;
      return tries === 7 ? 'hang up' : 200;
    };
    const replay = sothebais(...at('events', 'replay', '--post', `${consumer.url}/x?token=hush`));
    expect((await replay.ended).code).toBe(0);
    expect(takenSequences()).toEqual(upTo(sequence()));
    const { line, key } = consumer.taken[0] ?? {};
    expect(key).toBe(`${line?.auction ?? ''}-1`);
    expect(replay.said()).toMatch(/Event 3 was not taken: it answered 500\. Again in 0\.5 s\./);
    expect(replay.said()).toMatch(/it cannot be reached \(\w+\)/);
    expect(replay.said()).not.toContain('hush');
  });

  test('goes on at its cursor after it was killed: nothing is left out', async () => {
    const cursor = join(folder.path, 'events.cursor');
    const words = at('events', 'replay', '--follow', '--cursor', cursor, '--post', consumer.url);
    consumer.answer = (line) => (line.sequence > 4 ? 'never' : 200);
    const first = sothebais(...words);
    await expect.poll(takenSequences).toEqual([1, 2, 3, 4]);
    first.process.kill('SIGKILL');
    await first.ended;
    expect(JSON.parse(readFileSync(cursor, 'utf8'))).toMatchObject({ sequence: 4 });

    consumer.answer = () => 200;
    const second = sothebais(...words);
    await expect.poll(takenSequences).toEqual(upTo(sequence()));
    await place('fourth', '4', '102');
    await expect.poll(takenSequences).toEqual(upTo(sequence()));
    second.process.kill('SIGINT');
    expect((await second.ended).code).toBe(0);
  });

  test('keeps its place where it is interrupted', async () => {
    consumer.answer = (line) => (line.sequence === 2 ? 503 : 200);
    const cursor = join(folder.path, 'stuck.cursor');
    const words = at('events', 'replay', '--cursor', cursor, '--post', consumer.url);
    const stuck = sothebais(...words);
    await stuck.says(/Again in 2 s/, 20_000);
    stuck.process.kill('SIGINT');
    expect((await stuck.ended).code).toBe(130);
    expect(takenSequences()).toEqual([1]);
    expect(JSON.parse(readFileSync(cursor, 'utf8'))).toMatchObject({ sequence: 1 });
  });

  test('takes no cursor of another book', async () => {
    using other = scratchFolder();
    const quiet = await openQuietHouse(other.path, fourLots(), new Map());
    const cursor = join(folder.path, 'events.cursor');
    const { code, stdout } = await run(
      ...['events', 'replay', '--data', other.path, '--cursor', cursor, '--post', consumer.url],
      '--json',
    );
    expect([code, stdout]).toEqual([65, expect.stringContaining('CURSOR_WRONG')]);
    expect(takenSequences()).toEqual([]);
    await quiet.close();
  });
});

describe('bids', () => {
  test('one is told as a story, and all of them as a list', async () => {
    await place('third', '3', '101');
    await place('fourth', '4', '102');
    const { stdout } = await run(...at('bid', 'show', 'first', '--json'));
    expect(JSON.parse(stdout) as BidStory).toMatchObject({
      ...{ bid: 'operator-first', state: 'outbid', lot: { number: 1 }, amountEth: '1' },
      ruling: { verdict: 'accepted', priceEth: '1', leader: '@ada' },
      desk: { why: '' },
    });
    expect((await run(...at('bid', 'show', 'operator-second'))).stdout).toMatch(
      /outbid by @ada at 3/,
    );
    await place('too-low', '1', '101');
    const list = at('bid', 'list', '--verdict', 'refused', '--bidder', '@ada');
    expect((await run(...list)).stdout).toMatch(/@ada +BELOW_ASK +operator-too-low\n$/);
    const unknown = await run(...at('bid', 'show', 'operator-secnd', '--json'));
    expect(unknown.stdout).toContain('the nearest is operator-second');
  });
});
