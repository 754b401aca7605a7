import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../../../config/programs.js';
import { aBidView, aLotView, aShow } from '../../testing/sample-status.js';
import { aBusyShow, HOSTILE, WatchedHouse } from './testing/watched-house.js';
import { PLAYLIST } from './watch-server.js';

const LIMIT_MS = 30_000;

const house = new WatchedHouse();
let browser: Browser;

beforeAll(async () => {
  await house.buildPage();
  const executablePath = findChromium(undefined, chromium.executablePath());
  browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    chromiumSandbox: process.getuid?.() !== 0,
  });
});

afterAll(async () => {
  await browser.close();
  house.pullDown();
});

afterEach(() => house.close());

/** Opens the page, and notes what it complains of. */
async function openPage(url: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(LIMIT_MS);
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (line) => {
    if (/policy/i.test(line.text())) complaints.push(line.text());
  });
  await page.goto(url);
  return { page, complaints };
}

/** What is on the video now: its time, and a sum over its pixels. */
const lookAt = (page: Page): Promise<{ time: number; sum: string }> =>
  page.evaluate(async () => {
    const video = document.querySelector('video') as HTMLVideoElement;
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [160, 90];
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const digest = await crypto.subtle.digest('SHA-256', data);
    return { time: video.currentTime, sum: new Uint8Array(digest).join(' ') };
  });

const playing = (page: Page) =>
  page.waitForFunction(() => document.body.dataset['picture'] === 'playing');

describe('the watch page', () => {
  test('shows a picture that moves, and the lot beside it', async () => {
    const url = await house.open();
    house.server.publish(aBusyShow());
    house.startEncoder();
    const { page, complaints } = await openPage(url);
    await playing(page);
    expect(house.wanted).toBeGreaterThan(0);
    const first = await lookAt(page);
    await page.waitForFunction(
      (time) => (document.querySelector('video') as HTMLVideoElement).currentTime > time + 1,
      first.time,
    );
    const second = await lookAt(page);
    expect(second.sum).not.toBe(first.sum);

    expect(await page.textContent('#title')).toBe('Tidewater');
    expect(await page.textContent('#price')).toContain('1.1 ETH');
    expect(await page.textContent('#time')).toMatch(/^0:[2-4]\d$/);
    expect(await page.textContent('#how')).toContain('bid 1.5 ETH');
    await page.waitForFunction(() => /\d s behind/.test(document.body.innerText));
    // A later bid is there without anybody asking for it.
    house.server.publish(aBusyShow({ lot: aLotView({ priceEth: '2.75' }) }));
    await page.waitForFunction(() => document.body.innerText.includes('2.75'));

    await page.focus('#sound');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.querySelector('video')?.muted)).toBe(false);
    // The page learns of it by an event, a moment later.
    await page.waitForFunction(() => document.querySelector('#sound')?.textContent === 'Mute');
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('leaves what strangers wrote as text', async () => {
    const url = await house.open();
    house.isOnAir = false;
    const lot = aLotView({
      ...{ title: HOSTILE, artist: HOSTILE, medium: HOSTILE },
      ...{ highBidder: { name: HOSTILE, paddle: HOSTILE }, bids: [aBidView({ name: HOSTILE })] },
    });
    const auction = { ...aShow().auction, title: HOSTILE, subtitle: HOSTILE };
    const howToBid = { text: HOSTILE, example: HOSTILE };
    house.server.publish(aBusyShow({ lot, auction, howToBid }));
    const { page } = await openPage(url);
    await page.waitForFunction((text) => document.body.innerText.includes(text), HOSTILE);
    for (const id of ['auction', 'title', 'artist', 'name', 'rows', 'how-text']) {
      expect(await page.textContent(`#${id}`), id).toContain(HOSTILE);
    }
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toContain(HOSTILE);
    await page.close();
  });

  test('says that the stream is off air, and plays as soon as it is on again', async () => {
    const url = await house.open();
    house.isOnAir = false;
    const { page } = await openPage(url);
    await page.waitForFunction(() => document.body.innerText.includes('The stream is off air'));
    expect(house.wanted).toBe(0);
    house.startEncoder();
    house.isOnAir = true;
    await playing(page);
    house.isOnAir = false;
    await page.waitForFunction(() => document.body.dataset['picture'] === 'off-air');
    await page.close();
  });

  test('shows what became of every lot once the auction is over', async () => {
    const url = await house.open();
    house.isOnAir = false;
    const row = { number: 1, artist: '', artwork: 'a', openingEth: '1' };
    const catalogue = [
      { ...row, title: 'Tidewater', outcome: 'sold', hammerEth: '2.5', winnerName: HOSTILE },
      { ...row, number: 2, title: 'Night Garden', outcome: 'passed' },
    ] as const;
    house.server.publish(aBusyShow({ scene: 'credits', catalogue }));
    const { page } = await openPage(url);
    await page.waitForFunction(() => document.body.innerText.includes('The auction is over'));
    expect(await page.locator('#rows tr').allInnerTexts()).toEqual([
      `2.5\tTidewater\t${HOSTILE}`,
      '–\tNight Garden\tpassed',
    ]);
    expect(await page.locator('#how').isVisible()).toBe(false);
    await page.close();
  });

  test('gets over a stream that breaks off and comes back', async () => {
    const url = await house.open();
    house.startEncoder();
    const { page } = await openPage(url);
    await playing(page);
    await house.stopEncoder();
    rmSync(join(house.liveDir, PLAYLIST));
    await page.waitForFunction(() => document.body.dataset['picture'] === 'connecting');
    house.startEncoder();
    await playing(page);
    await page.close();
  });

  test('says that the house is out of reach, and goes on once it is back', async () => {
    const url = await house.open();
    house.server.publish(aBusyShow());
    house.startEncoder();
    const { page } = await openPage(url);
    await playing(page);
    await house.close();
    await page.waitForFunction(() => document.body.innerText.includes('out of reach'));
    // Its last picture stands still, and nobody takes it for a live one.
    await page.waitForFunction(() => document.body.innerText.includes('Waiting for the picture'));
    expect(await page.locator('#live').isVisible()).toBe(false);
    await house.reopen();
    house.server.publish(aBusyShow({ lot: aLotView({ priceEth: '2.75' }) }));
    house.startEncoder();
    await page.waitForFunction(() => document.body.innerText.includes('2.75'));
    await playing(page);
    expect(await page.locator('#live').isVisible()).toBe(true);
    await page.close();
  });

  test.each([
    [390, 844],
    [1440, 900],
  ])('fits %i by %i, and nothing hangs over', async (width, height) => {
    const url = await house.open();
    house.isOnAir = false;
    const long = 'Unbearable'.repeat(12);
    const lot = aLotView({
      ...{ title: long, priceEth: '100000.000000000000000001' },
      ...{ highBidder: { name: long, paddle: '101' }, bids: [aBidView({ name: long })] },
    });
    house.server.publish(aBusyShow({ lot }));
    const { page } = await openPage(url);
    await page.setViewportSize({ width, height });
    await page.waitForFunction(() => document.body.innerText.includes('100000'));
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(over).toBe(0);
    await page.close();
  });
});
