import type { ConnectionOptions } from 'bullmq';
import type { Catalogue } from '../config/catalogue.js';
import type { Config } from '../config/schema.js';
import { createAgentStore } from '../db/agent-store.js';
import { createCostBook } from '../db/cost-book.js';
import type { OpenDatabase } from '../db/open.js';
import { AURELIA } from '../engine/adapters/agent/character.js';
import { startHost } from '../engine/adapters/agent/host.js';
import { createScriptedModel } from '../engine/adapters/agent/scripted-model.js';
import { socketConnection, urlConnection } from '../engine/adapters/queue/connection.js';
import { startRedisServer } from '../engine/adapters/queue/redis-server.js';
import { lookUpAccount } from '../engine/adapters/x/account.js';
import { createAnnouncer } from '../engine/adapters/x/announcer.js';
import { createBroadcasts } from '../engine/adapters/x/broadcasts.js';
import { X_BUDGET } from '../engine/adapters/x/budget.js';
import { createXClient } from '../engine/adapters/x/client.js';
import { createCostMeter } from '../engine/adapters/x/cost-meter.js';
import { createPostSource } from '../engine/adapters/x/intake.js';
import { startHostDesk, type HostDesk } from '../engine/app/run-host.js';
import type { createShow } from '../engine/app/run-show.js';
import type { AuctionOpening } from '../engine/domain/auction.js';
import type { XUserId } from '../engine/domain/ids.js';
import type { Announcer } from '../engine/ports/announcer.js';
import type { Clock } from '../engine/ports/clock.js';
import type { Processes } from '../engine/ports/processes.js';
import { firstStart, type HouseFolder } from './house-folder.js';
import type { HouseDesk } from './house.js';
import { lengthMs } from './opening.js';
import type { Shutdown } from './shutdown.js';
import type { Troubles } from './troubles.js';
import { configuredWorld, openSandboxWorld, type World } from './world.js';

const X_LIMIT_MS = 10_000;

/** Who opens a house, where, and what is closed with it. */
export interface Site {
  readonly config: Config;
  readonly folder: HouseFolder;
  readonly desk: HouseDesk;
  readonly troubles: Troubles;
  readonly shutdown: Shutdown;
  readonly clock: Clock;
}

/** How BullMQ reaches Redis: the one that the settings name, or one of the house's own. */
export async function openQueue(site: Site, processes: Processes): Promise<ConnectionOptions> {
  const { url, serverPath } = site.config.queue;
  if (url !== undefined) return urlConnection(url);
  site.desk.onStep('starting the queue');
  const redis = await startRedisServer({
    processes,
    serverPath,
    dir: site.folder.queue,
    onTrouble: site.troubles.note,
  });
  site.shutdown.add(redis);
  return socketConnection(redis.socketPath);
}

/** What lies outside the house: as the settings name it, or stand-ins on this machine. */
export async function openWorld(
  site: Site,
  catalogue: Catalogue,
  processes: Processes,
  ffmpegPath: string,
): Promise<World> {
  if (!site.config.sandbox.enabled) return configuredWorld(site.config);
  site.desk.onStep('starting the stand-ins: X, chain, ingest');
  const world = await openSandboxWorld(site.config, catalogue, {
    processes,
    dir: site.folder.sandbox,
    ffmpegPath,
    onTrouble: site.troubles.note,
  });
  site.shutdown.add(world.sandbox);
  return world;
}

/** X: the broadcast found again or begun, what is heard there and what is said. */
export async function openX(
  site: Site,
  world: World,
  opening: AuctionOpening,
  { db }: OpenDatabase,
) {
  const { config, desk, shutdown, troubles, clock } = site;
  desk.onStep('reaching X');
  const { baseUrl, credentials, handle } = world.x;
  const client = shutdown.add(createXClient({ baseUrl, credentials, timeoutMs: X_LIMIT_MS }));
  const userId = (world.x.userId ?? (await lookUpAccount(client)).id) as XUserId;
  const meter = shutdown.add(createCostMeter({ clock, book: createCostBook(db, opening.id) }));
  const broadcasts = createBroadcasts({ client, sourceId: world.destination.key, clock });
  const startsAtMs = firstStart(site.folder, clock.now());
  const { id: broadcastId } = await broadcasts.open({
    title: opening.title,
    description: opening.subtitle,
    startsAtMs,
    endsAtMs: startsAtMs + lengthMs(opening),
  });
  const announcer = createAnnouncer({
    ...{ client, broadcastId, clock, meter },
    budget: { ...X_BUDGET, posts: config.x.repliesPer15Minutes },
  });
  const posts = createPostSource({
    ...{ client, broadcastId, clock, meter },
    host: { id: userId, handle },
    chatPollMs: config.x.chatPollSeconds,
    mentionsPollMs: config.x.mentionsPollSeconds,
    onTrouble: troubles.note,
  });
  return { announcer, posts, broadcastId, watching: () => broadcasts.watching(broadcastId) };
}

/** The host, and the desk that asks it for its lines. */
export async function openHost(
  site: Site,
  { db }: OpenDatabase,
  show: ReturnType<typeof createShow>,
  announcer: Announcer,
): Promise<HostDesk> {
  const { clock, config } = site;
  const { name, seed } = config.host;
  const host = await startHost({
    database: createAgentStore(db),
    character: { ...AURELIA, name },
    model: createScriptedModel({ seed }),
    clock,
    onTrouble: site.troubles.note,
  });
  site.shutdown.add(host);
  const desk = startHostDesk({ host, show, announcer, clock, onTrouble: site.troubles.note });
  return site.shutdown.add(desk);
}
