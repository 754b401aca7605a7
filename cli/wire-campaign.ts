import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { CampaignFile } from '../config/campaign.js';
import { loadConfig } from '../config/load.js';
import { makeFolder } from '../config/make-folder.js';
import type { Config } from '../config/schema.js';
import { holdCampaign, openCampaignDiary } from '../db/campaign-diary.js';
import { createZones } from '../engine/adapters/calendar/zone.js';
import { createProcesses } from '../engine/adapters/process/processes.js';
import { runCampaign } from '../engine/app/campaign/run-campaign.js';
import { layOutCalendar } from '../engine/domain/campaign/calendar.js';
import type { CampaignPlan } from '../engine/domain/campaign/plan.js';
import type { StepRow } from '../engine/domain/campaign/step-row.js';
import type { Zone } from '../engine/domain/campaign/zone.js';
import { SothebaisError } from '../engine/domain/errors.js';
import type { Instant } from '../engine/domain/ids.js';
import type { CampaignVoice } from '../engine/ports/campaign-voice.js';
import type { Clock } from '../engine/ports/clock.js';
import type { Closeable } from '../engine/ports/closeable.js';
import { createEvenings } from './campaign/evenings.js';
import { createNotedVoice } from './campaign/noted-voice.js';
import { configuredWorld } from './world.js';

const X_LIMIT_MS = 10_000;
/** The clock is looked at this often at the least: machines sleep, and clocks are set. */
const LOOK_EVERY_MS = 60_000;
/** A look at the lock by `campaign status` is over sooner. */
const LOCK_LIMIT_MS = 1_000;

export const clock: Clock = { now: () => Date.now() as Instant };

/** The clocks of a zone. @throws SothebaisError `ZONE_UNKNOWN`, naming zones of a like name */
export const findZone = (id: string): Zone => createZones().find(id);

const diaryIn = (root: string): string => join(root, 'campaign.sqlite');
const lockIn = (root: string): string => join(root, 'campaign.lock');

/** What a folder holds of a campaign, whether a run is under way there or not. Reads only. */
export async function readCampaignFolder(
  root: string,
  campaignId: string,
): Promise<{ readonly rows: readonly StepRow[]; readonly running: boolean }> {
  if (!existsSync(diaryIn(root))) return { rows: [], running: false };
  const diary = openCampaignDiary(diaryIn(root), campaignId, { readonly: true });
  try {
    return { rows: await diary.read(), running: isHeld(lockIn(root)) };
  } finally {
    await diary.close();
  }
}

function isHeld(lock: string): boolean {
  if (!existsSync(lock)) return false;
  try {
    void holdCampaign(lock, 0).close();
    return false;
  } catch (cause) {
    return cause instanceof SothebaisError && cause.code === 'CAMPAIGN_RUNNING';
  }
}

/** Who follows a campaign. */
export interface CampaignDesk {
  /** A step came to a new status. */
  readonly onStep: (row: StepRow) => void;
  /** Words were said where only the operator hears them. */
  readonly onWords: (text: string) => void;
  /** Stops in good order. */
  readonly signal: AbortSignal;
}

/**
 * Follows a campaign in a folder until it is over or stopped. Announcements go to X where the
 * settings name a real one, and to `announcements.jsonl` in the folder where they ask for stand-ins.
 *
 * @throws SothebaisError `CAMPAIGN_RUNNING`, `CONFIG_INVALID`, `FOLDER_UNWRITABLE`, `BOOK_DAMAGED`
 */
export async function followCampaign(
  file: CampaignFile,
  folder: string,
  desk: CampaignDesk,
): Promise<CampaignPlan> {
  const { campaign, catalogue } = file;
  const root = resolve(folder);
  const zone = findZone(campaign.zone);
  const calendar = layOutCalendar(campaign, zone);
  const config = await checkSettings(
    file,
    calendar.days.map(({ date }) => date),
  );
  const opened: Closeable[] = [];
  try {
    openFolder(root);
    opened.push(holdCampaign(lockIn(root), LOCK_LIMIT_MS));
    const diary = openCampaignDiary(diaryIn(root), campaign.id);
    opened.push(diary);
    const voice = await openVoice(config, root, desk, opened);
    const auctions = createEvenings({
      ...{ processes: createProcesses(), root, file },
      command: [process.execPath, fileURLToPath(new URL('./bin.js', import.meta.url))],
    });
    return await runCampaign({
      ...{ campaign, calendar, zone, diary, voice, auctions, clock, lots: catalogue.lots },
      ...{ wait, onStep: desk.onStep, signal: desk.signal },
    });
  } finally {
    for (const thing of opened.reverse()) await thing.close();
  }
}

const wait = async (ms: number, signal: AbortSignal): Promise<void> => {
  await sleep(Math.min(ms, LOOK_EVERY_MS), undefined, { signal }).catch(() => undefined);
};

/** Reads the settings of every day now, rather than find a mistake on its evening. */
async function checkSettings(
  { configPath, settingsOf }: CampaignFile,
  dates: readonly Parameters<CampaignFile['settingsOf']>[0][],
): Promise<Config> {
  const seen = new Map<string, Config>();
  for (const date of dates) {
    const settings = settingsOf(date);
    const key = JSON.stringify(settings.map(({ key: name, value }) => [name, value]));
    if (seen.has(key)) continue;
    const config = await loadConfig(configPath, process.env, settings);
    if (!config.sandbox.enabled) configuredWorld(config);
    seen.set(key, config);
  }
  const [first] = seen.values();
  return first ?? loadConfig(configPath, process.env, []);
}

function openFolder(root: string): void {
  try {
    makeFolder(root, 0o700);
  } catch (cause) {
    throw new SothebaisError('FOLDER_UNWRITABLE', `The folder ${root} cannot be written.`, {
      cause,
    });
  }
}

async function openVoice(
  config: Config,
  root: string,
  desk: CampaignDesk,
  opened: Closeable[],
): Promise<CampaignVoice> {
  if (config.sandbox.enabled) {
    const path = join(root, 'announcements.jsonl');
    return createNotedVoice({ path, clock, show: desk.onWords });
  }
  const [{ createXClient }, { createAnnouncer }, { createCostMeter }, { X_BUDGET }] =
    await Promise.all([
      import('../engine/adapters/x/client.js'),
      import('../engine/adapters/x/announcer.js'),
      import('../engine/adapters/x/cost-meter.js'),
      import('../engine/adapters/x/budget.js'),
    ]);
  const { baseUrl, credentials } = configuredWorld(config).x;
  const client = createXClient({ baseUrl, credentials, timeoutMs: X_LIMIT_MS });
  const meter = createCostMeter({ clock });
  opened.push(client, meter);
  const announcer = createAnnouncer({
    ...{ client, clock, meter, budget: X_BUDGET, broadcastId: undefined },
  });
  return {
    announce: async (text) => {
      const sent = await announcer.post(text);
      return sent.kind === 'sent' ? { ...sent, id: `post ${sent.id}` } : sent;
    },
    // X has no key to know a post again by, and its search lags behind: nobody can tell.
    lookUp: async () => 'unknown',
  };
}
