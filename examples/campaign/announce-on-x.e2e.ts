import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openCampaignDiary } from '../../db/campaign-diary.js';
import type { Instant } from '../../engine/domain/ids.js';
import { day } from '../../engine/testing/campaign.js';
import { openXRoom, type XRoom } from '../../engine/sandbox/x/with-x.js';
import type { SandboxX } from '../../engine/sandbox/x/start-x.js';
import { run, scratchFolder, sothebais } from '../testing/house-process.js';
import { eventually, writeCampaign } from './testing.js';

// The house's settings name a real X, which stands on this machine; its chain is never reached,
// for the auction is hours away.

const CATALOGUE = fileURLToPath(new URL('../evening-auction/catalogue.yaml', import.meta.url));
const HOUR_MS = 3_600_000;

let room: XRoom;
let x: SandboxX;
beforeAll(async () => {
  room = await openXRoom();
  x = await room.startX();
});
afterAll(() => room.close());

function writeConfig(folder: string): string {
  const keys = Object.entries(x.host.credentials).map(([name, secret]) => {
    const file = join(folder, name);
    writeFileSync(file, secret.reveal());
    return `  ${name}: { file: ${file} }`;
  });
  const houseKey = join(folder, 'house-key');
  writeFileSync(houseKey, `0x${'1'.repeat(64)}`);
  const config = join(folder, 'sothebais.yaml');
  writeFileSync(
    config,
    `auction: { catalogue: ${CATALOGUE} }
x:
  baseUrl: ${x.url}
${keys.join('\n')}
chain:
  rpcUrl: http://127.0.0.1:9
  chainId: 1
  escrow: '0x${'a'.repeat(40)}'
  houseKey: { file: ${houseKey} }
destination: { url: 'rtmp://127.0.0.1:9/live', key: { file: ${houseKey} } }
`,
  );
  return config;
}

/** A campaign whose announcement is due in so many seconds, hours before its auction. */
function announcedIn(folder: string, seconds: number) {
  const auctionAtMs = Math.ceil(Date.now() / 1000) * 1000 + 2 * HOUR_MS;
  return writeCampaign(folder, {
    auctionAtMs,
    stages: `announce: -${2 * 3600 - seconds}s, doors: -5m, after: +1h`,
    config: writeConfig(folder),
    settings: '',
  });
}

interface Status {
  readonly days: readonly {
    readonly date: string;
    readonly steps: { readonly announce: { readonly status: string; readonly why?: string } };
  }[];
}

describe('an announcement on X', () => {
  const folder = scratchFolder();
  const data = join(folder.path, 'data');
  beforeAll(() => () => folder[Symbol.dispose]());

  const announced = async (file: string) => {
    const { stdout } = await run('campaign', 'status', file, '--data', data, '--json');
    // There is no diary to read until the campaign has begun.
    return (JSON.parse(stdout) as Partial<Status>).days?.at(-1)?.steps.announce;
  };

  test('is a post of the host, and Ctrl-C stops the campaign in good order', async () => {
    const { file, today } = announcedIn(folder.path, 3);
    const running = sothebais('campaign', 'run', file, '--data', data);
    const { why } = await eventually(async () => {
      const step = await announced(file);
      return step?.status === 'done' ? step : undefined;
    }, 30_000);
    const [, id = ''] = /^post (\d+)$/.exec(why ?? '') ?? [];
    const answer = z.object({ data: z.object({ text: z.string(), author_id: z.string() }) });
    const { body } = await room
      .clientOf(x)
      .ask({ method: 'GET', path: `tweets/${id}`, query: { 'tweet.fields': 'author_id' }, answer });
    expect(body.data).toEqual({
      ...body.data,
      text: `${today}: Tidewater, Study IV`,
      author_id: x.host.id,
    });

    running.process.kill('SIGINT');
    expect((await running.ended).code).toBe(130);
    expect(running.said()).toContain('Code:  INTERRUPTED');
    expect(running.said()).toContain('campaign run');
  });

  test('that a crash cut off is left, for it may have been posted', async () => {
    const own = join(folder.path, 'cut-off');
    mkdirSync(join(own, 'data'), { recursive: true });
    const { file, today } = announcedIn(own, -60);
    const diary = openCampaignDiary(join(own, 'data', 'campaign.sqlite'), 'trial');
    await diary.write([
      {
        ...{ date: day(today), stage: 'announce', status: 'begun', why: '' },
        ...{ plannedAt: 0 as Instant, changedAt: 0 as Instant, lots: ['Night Garden'] },
      },
    ]);
    await diary.close();

    const running = sothebais('campaign', 'run', file, '--data', join(own, 'data'), '--json');
    const status = () => run('campaign', 'status', file, '--data', join(own, 'data'), '--json');
    const left = await eventually(async () => {
      const view = JSON.parse((await status()).stdout) as Status & { unassigned: string[] };
      return view.days.at(-1)?.steps.announce.status === 'failed' ? view.days.at(-1) : undefined;
    }, 30_000);
    running.process.kill('SIGTERM');
    await running.ended;
    // Its lots were named in public, perhaps: they stay.
    expect(left).toMatchObject({
      lots: ['Night Garden'],
      steps: { announce: { why: 'cut off; left, since it may have been said' } },
    });
  });
});
