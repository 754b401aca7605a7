import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** The clocks of a zone in which the next hours are all of one date. */
function quietZone(nowMs: number): { zone: string; local: (ms: number) => string } {
  const isLate = (nowMs % DAY_MS) / HOUR_MS > 20;
  const [zone, offsetMs] = isLate ? (['Asia/Tokyo', 9 * HOUR_MS] as const) : (['UTC', 0] as const);
  return { zone, local: (ms) => new Date(ms + offsetMs).toISOString() };
}

/** Writes a campaign that begins the day before and holds an auction shortly. */
export function writeCampaign(
  folder: string,
  parts: {
    readonly auctionAtMs: number;
    readonly stages: string;
    readonly config: string;
    readonly settings: string;
  },
): { readonly file: string; readonly today: string; readonly yesterday: string } {
  const { auctionAtMs, stages, config, settings } = parts;
  const { zone, local } = quietZone(auctionAtMs);
  const [today = '', time = ''] = local(auctionAtMs).split(/[T.]/);
  const [yesterday = ''] = local(auctionAtMs - DAY_MS).split('T');
  const file = join(folder, 'campaign.yaml');
  const catalogue = fileURLToPath(new URL('../evening-auction/catalogue.yaml', import.meta.url));
  writeFileSync(
    file,
    `id: trial
title: A trial
zone: ${zone}
from: ${yesterday}
until: ${today}
catalogue: ${catalogue}
config: ${config}
stages: { auction: "${time}", ${stages} }
lots: { perDay: 1 }
words:
  announce: '{date}: {lots}'
  doors: 'Doors: {lots}'
  after: 'After: {result}'
settings:
  ${today}: { ${settings} }
`,
  );
  return { file, today, yesterday };
}

/** Waits until something is there; rejects after `limitMs`. */
export async function eventually<T>(
  look: () => T | undefined | Promise<T | undefined>,
  limitMs: number,
): Promise<T> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`Nothing came within ${limitMs} ms.`);
    await sleep(200);
  }
}
