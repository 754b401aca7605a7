import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DeskAnswer } from '../../engine/app/desk/floor-desk.js';
import type { LotId } from '../../engine/domain/ids.js';
import { startSource } from '../../engine/testing/source-process.js';
import { fourLots, RESERVES } from './four-lots.js';
import { run, scratchFolder } from './house-process.js';
import { openQuietHouse, TOKEN, type QuietHouse } from './quiet-house.js';

// What the operator can do from another terminal, on a real floor, queue and book.

async function openHouse(path: string): Promise<QuietHouse> {
  const house = await openQuietHouse(path, fourLots(), RESERVES);
  const phase = () => house.floor.auction()?.lots.get('1' as LotId)?.phase;
  await vi.waitFor(() => expect(phase()).toBe('open'), 20_000);
  return house;
}

let folder: ReturnType<typeof scratchFolder>;
let house: QuietHouse;

beforeAll(async () => {
  folder = scratchFolder();
  house = await openHouse(folder.path);
  await house.seat(['ada', 'bob'], '50');
});
afterAll(async () => {
  await house.close();
  folder[Symbol.dispose]();
});

interface Told {
  readonly code: number | null;
  readonly answer: DeskAnswer & {
    readonly error: { readonly code: string; readonly hint: string };
  };
}

/** Runs a command on the house's folder, and reads its JSON. */
async function tell(...words: string[]): Promise<Told> {
  const { code, stdout } = await run(...words, '--data', folder.path, '--json');
  return { code, answer: JSON.parse(stdout) as Told['answer'] };
}

/** The same, as words for people. */
const say = async (...words: string[]): Promise<string> =>
  (await run(...words, '--data', folder.path)).stdout.trimEnd();

describe('moves from another terminal', () => {
  test('a pause refuses bids until bidding is resumed', async () => {
    expect(
      (await tell('lot', 'pause', '1', '--why', 'sound', '--by', 'olga')).answer,
    ).toMatchObject({
      events: [{ kind: 'lot-paused', by: 'olga', why: 'sound' }],
      lot: { phase: 'paused' },
    });
    const bid = ['bid', 'place', '1', '1', '--paddle', '@ada'];
    expect((await tell(...bid)).answer.events).toMatchObject([
      { kind: 'bid-refused', text: '@ada bids 1 ETH: refused LOT_PAUSED, asking 1 ETH' },
    ]);
    expect(await say('lot', 'resume', '1')).toMatch(
      /^Lot 1: resumed\. Open, \d+:\d\d(:\d\d)? left, no bid yet, asking 1 ETH\.$/,
    );
    expect((await tell(...bid)).answer.events).toMatchObject([{ kind: 'bid-accepted' }]);
  });

  test('the same id twice is one move, and the same answer', async () => {
    const extend = () => tell('lot', 'extend', '1', '--for', '1m', '--id', 'more-time');
    const [first, again] = [await extend(), await extend()];
    expect(first.code).toBe(0);
    expect(again.answer.events).toEqual(first.answer.events);
    expect(again.answer.lot?.closesAt).toBe(first.answer.lot?.closesAt);
  });

  test('a bid struck out gives the lead back', async () => {
    await tell('bid', 'place', '1', '2', '--paddle', '102', '--id', 'wrong');
    expect((await tell('bid', 'void', 'operator-wrong')).answer.error.code).toBe('WHY_MISSING');
    const voided = await tell('bid', 'void', 'operator-wr', '--why', 'misheard');
    expect(voided.answer.lot).toMatchObject({ priceEth: '1', leader: { name: '@ada' } });
  });

  test('a blocked bidder and one beyond his limit are refused', async () => {
    await tell('bidder', 'block', '@bob', '--why', 'did not pay');
    const bid = ['bid', 'place', '1', '3', '--paddle', '102'];
    expect((await tell(...bid)).answer.events).toMatchObject([{ kind: 'offer-refused' }]);
    await tell('bidder', 'unblock', '102');
    await tell('bidder', 'limit', '102', '2');
    const [refused] = (await tell(...bid)).answer.events;
    expect(refused?.text).toContain('OVER_LIMIT');
    expect((await tell('bidder', 'limit', '102', 'none')).answer.bidder?.limitEth).toBeNull();
  });

  test('lots are put in another order, opened beside, taken to program and withdrawn', async () => {
    expect(await say('auction', 'order', '4', '2')).toBe('Order of sale: 1, 4, 2, 3.');
    expect((await tell('lot', 'open', '3')).answer.lot).toMatchObject({
      ...{ phase: 'open', onProgram: false },
    });
    expect((await tell('lot', 'take', '3')).answer.lot?.onProgram).toBe(true);
    const withdrawn = await say('lot', 'withdraw', '3', '--why', 'disputed');
    expect(withdrawn).toBe('Lot 3: withdrawn.');
  });

  test('what cannot be had is the floor’s own failure, and no trouble of the house’s', async () => {
    const { code, answer } = await tell('lot', 'resume', '1');
    expect([code, answer.error.code]).toEqual([65, 'LOT_NOT_OPEN']);
    expect((await tell('lot', 'pause', '9')).answer.error.code).toBe('LOT_UNKNOWN');
    expect((await tell('lot', 'extend', '1', '--for', 'ninety')).code).toBe(2);
    expect((await tell('bid', 'place', '1', '1e9', '--paddle', '101')).answer.error.code).toBe(
      'AMOUNT_INVALID',
    );
  });

  test('the hammer falls early, on what stands', async () => {
    const { answer } = await tell('lot', 'hammer', '1', '--why', 'agreed', '--by', 'olga');
    expect(answer.events[0]).toMatchObject({ kind: 'lot-closing', by: 'olga', why: 'agreed' });
    await expect
      .poll(async () => (await tell('lot', 'show', '1')).answer)
      .toMatchObject({ phase: 'passed', result: { outcome: 'passed' } });
  });
});

describe('looking', () => {
  test('the reserve is in nothing that is shown before the lot ends', async () => {
    using other = scratchFolder();
    const quiet = await openHouse(other.path);
    await quiet.seat(['ada'], '50');
    const pages = [
      ['lot', 'list'],
      ['lot', 'show', '1'],
      ['bidder', 'list'],
      ['bidder', 'show', '101'],
      ['auction', 'show'],
      ['lot', 'pause', '1'],
    ];
    for (const words of pages) {
      const text = await run(...words, '--data', other.path);
      const json = await run(...words, '--data', other.path, '--json', '--id', 'x').catch(
        () => text,
      );
      for (const { stdout } of [text, json]) {
        expect(stdout, words.join(' ')).not.toMatch(/(?<!\d)7\.77(?!\d)|7770000000000000000/);
      }
      expect(text.stdout).not.toBe('');
    }
    await quiet.close();
  });

  test('a lot’s page tells who did what and why', async () => {
    const page = await say('lot', 'show', '1');
    expect(page).toMatch(/paused \(olga: sound\)/);
    expect(page).toMatch(/bid operator-wrong voided \(\w+: misheard\)/);
    expect(page.split('\n')[0]).toBe('Lot 1  Lot 1, An artist');
  });

  test('a bidder is found by paddle, handle and address', async () => {
    const pages = [];
    for (const name of ['102', '@BOB', `0x${'0'.repeat(39)}2`]) {
      pages.push((await tell('bidder', 'show', name)).answer);
    }
    expect(pages[0]).toMatchObject({ paddle: '102', name: '@bob', depositEth: '50' });
    expect(pages[1]).toEqual(pages[0]);
    expect(pages[2]).toEqual(pages[0]);
  });
});

const RIGHT = `Bearer ${TOKEN}`;

describe('the door of the desk', () => {
  const post = (headers: Readonly<Record<string, string>>, body: unknown = {}) =>
    fetch(`${house.url}/moves`, { method: 'POST', headers, body: JSON.stringify(body) });
  const request = { kind: 'pause-lot', lot: 2, id: 'door', by: 'olga', why: '' };

  test.each<[string, Readonly<Record<string, string>>, number]>([
    ['no token', {}, 401],
    ['a wrong token', { authorization: 'Bearer wrong' }, 401],
    ['a page of another origin', { authorization: RIGHT, origin: 'https://example.com' }, 403],
    ['a page of this machine', { authorization: RIGHT, origin: 'http://127.0.0.1:1' }, 403],
    ['a browser that hides its origin', { authorization: RIGHT, 'sec-fetch-site': 'none' }, 403],
  ])('turns away %s', async (_name, headers, status) => {
    const before = house.floor.auction()?.sequence;
    const response = await post(headers, request);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code: 'CREDENTIAL_REJECTED' } });
    expect(house.floor.auction()?.sequence).toBe(before);
  });

  test('lets no page of a browser read an answer', async () => {
    const preflight = await fetch(`${house.url}/moves`, {
      method: 'OPTIONS',
      headers: { origin: 'https://example.com', 'access-control-request-method': 'POST' },
    });
    expect(preflight.ok).toBe(false);
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });

  test.each([
    ['another kind', { ...request, kind: 'sell-house' }, 400],
    ['a key too many', { ...request, at: 1 }, 400],
    ['a lot that is no number', { ...request, lot: '2' }, 400],
    ['nobody', { ...request, by: ' ' }, 400],
    ['an id of another shape', { ...request, id: '../x' }, 400],
    ['no end of words', { ...request, why: 'x'.repeat(20_000) }, 413],
  ])('refuses %s', async (_name, body, status) => {
    const response = await post({ authorization: RIGHT }, body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code: 'INPUT_INVALID' } });
  });

  test('keeps the token to the file that only its user reads', async () => {
    const said = await say('auction', 'show');
    expect(said).not.toContain(TOKEN);
    expect(readFileSync(join(folder.path, 'house', 'house.json'), 'utf8')).toContain(TOKEN);
    for (const path of ['status', 'show', 'health']) {
      expect(await (await fetch(`${house.url}/${path}`)).text()).not.toContain(TOKEN);
    }
  });
});

describe('without a house', () => {
  const asked = (stdout: string) => JSON.parse(stdout) as Told['answer'];

  test('moves say that none runs, and the book can still be read', async () => {
    using other = scratchFolder();
    const at = ['--data', other.path, '--json'];
    const nothing = await run('lot', 'list', ...at);
    expect([nothing.code, asked(nothing.stdout).error.code]).toEqual([65, 'INPUT_MISSING']);

    const child = startSource(`
      import { openQuietHouse } from ${source('./quiet-house.js')};
      import { fourLots, RESERVES } from ${source('./four-lots.js')};
      await openQuietHouse(${JSON.stringify(other.path)}, fourLots(), RESERVES);
      console.log('up');`);
    const pause = ['lot', 'pause', '1', '--id', 'before-the-crash', ...at];
    try {
      expect((await child.lines.next()).value).toBe('up');
      await expect.poll(async () => (await run(...pause)).code).toBe(0);
    } finally {
      await child.kill();
    }

    const down = await run(...pause);
    expect(down.code).toBe(69);
    expect(asked(down.stdout).error.code).toBe('HOUSE_DOWN');
    expect(asked(down.stdout).error.hint).toContain('sothebais up');
    const seen = asked((await run('lot', 'show', '1', ...at)).stdout);
    expect(seen).toMatchObject({ phase: 'paused', history: expect.any(Array) as unknown[] });

    const again = await openQuietHouse(other.path, fourLots(), RESERVES);
    const sequence = again.floor.auction()?.sequence;
    expect(asked((await run(...pause)).stdout).events).toMatchObject([{ kind: 'lot-paused' }]);
    expect(again.floor.auction()?.sequence).toBe(sequence);
    await again.close();
  });
});

const source = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
