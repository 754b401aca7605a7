import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fileURLToPath } from 'node:url';
import type { StepRow } from '../engine/domain/campaign/step-row.js';
import type { Instant } from '../engine/domain/ids.js';
import { day } from '../engine/testing/campaign.js';
import { startSource } from '../engine/testing/source-process.js';
import { holdCampaign, openCampaignDiary } from './campaign-diary.js';

const folder = mkdtempSync(join(tmpdir(), 'sothebais-diary-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const aRow = (over: Partial<StepRow>): StepRow => ({
  date: day('2026-03-23'),
  stage: 'announce',
  status: 'planned',
  plannedAt: 1 as Instant,
  changedAt: 2 as Instant,
  why: '',
  lots: ['Lot 1, "A" \n', 'Lot 2'],
  ...over,
});

describe('the diary of a campaign', () => {
  test('keeps what was written, in the order of date and stage, and a row a step', async () => {
    const path = join(folder, 'order.sqlite');
    const diary = openCampaignDiary(path, 'spring');
    const begun = aRow({ status: 'begun' });
    const rows = [
      aRow({ date: day('2026-03-24') }),
      ...(['after', 'auction', 'doors', 'announce'] as const).map((stage) => aRow({ stage })),
    ];
    await diary.write(rows);
    await diary.write([begun]);
    await diary.close();

    const again = openCampaignDiary(path, 'spring', { readonly: true });
    expect(await again.read()).toEqual([
      begun,
      ...(['doors', 'auction', 'after'] as const).map((stage) => aRow({ stage })),
      aRow({ date: day('2026-03-24') }),
    ]);
    await again.close();
    const other = openCampaignDiary(path, 'autumn', { readonly: true });
    expect(await other.read()).toEqual([]);
    await other.close();
  });

  test('puts a new plan in place of the old and leaves what has begun', async () => {
    const diary = openCampaignDiary(join(folder, 'plan.sqlite'), 'spring');
    const done = aRow({ status: 'done' });
    await diary.write([done, aRow({ stage: 'doors' }), aRow({ stage: 'after' })]);
    const planned = aRow({ stage: 'doors', plannedAt: 9 as Instant });
    await diary.plan([planned]);
    expect(await diary.read()).toEqual([done, planned]);
    await diary.close();
  });

  test('writes all of a batch or none', async () => {
    const diary = openCampaignDiary(join(folder, 'batch.sqlite'), 'spring');
    const wrong = { ...aRow({ stage: 'doors' }), status: 'unheard of' } as unknown as StepRow;
    await expect(diary.write([aRow({}), wrong])).rejects.toThrow();
    expect(await diary.read()).toEqual([]);
    await diary.close();
  });

  test('refuses a file that is something else', () => {
    const path = join(folder, 'other.sqlite');
    writeFileSync(path, 'This is no database, and long enough to be sure of it.'.repeat(50));
    expect(() => openCampaignDiary(path, 'spring')).toThrow(/is no diary of a campaign/);
  });

  test('is held by one process at a time, until that process is killed', async () => {
    const path = join(folder, 'campaign.lock');
    const here = fileURLToPath(new URL('./campaign-diary.ts', import.meta.url));
    const other = startSource(
      `const { holdCampaign } = await import(${JSON.stringify(`file://${here}`)});
       globalThis.held = holdCampaign(${JSON.stringify(path)}, 0);
       console.log('held');
       setInterval(() => undefined, 1000);`,
    );
    expect((await other.lines.next()).value).toBe('held');
    expect(() => holdCampaign(path, 0)).toThrow(/runs already/);
    await other.kill();
    await holdCampaign(path, 0).close();
  });
});
