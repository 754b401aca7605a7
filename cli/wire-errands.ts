import { existsSync } from 'node:fs';
import { createKeptBook } from '../db/kept-book.js';
import { openDatabase } from '../db/open.js';
import { createOutbox } from '../db/outbox.js';
import { createErrandDesk, type ErrandDesk } from '../engine/app/desk/errand-desk.js';
import { SothebaisError } from '../engine/domain/errors.js';
import type { AuctionId, Instant } from '../engine/domain/ids.js';
import { findErrandDesk } from './ask-house.js';
import { leaveFolder, takeFolder, type HouseFolder } from './house-folder.js';

/**
 * Works with what the house in a folder gave up: through the house where one runs, else on its
 * database with the folder taken meanwhile, so that nobody writes beside a house.
 *
 * @throws SothebaisError `HOUSE_RUNNING` while one starts or stops, `INPUT_MISSING`
 */
export async function withErrandDesk<T>(
  folder: HouseFolder,
  work: (desk: ErrandDesk, isHouseUp: boolean) => Promise<T>,
): Promise<T> {
  const desk = await findErrandDesk(folder);
  if (desk) return work(desk, true);
  if (!existsSync(folder.book)) throw noAuction(folder);
  await takeFolder(folder);
  try {
    return await onDatabase(folder, (own) => work(own, false));
  } finally {
    leaveFolder(folder);
  }
}

async function onDatabase<T>(
  folder: HouseFolder,
  work: (desk: ErrandDesk) => Promise<T>,
): Promise<T> {
  const database = openDatabase(folder.book);
  try {
    const auctionId = createKeptBook(database).newest();
    if (auctionId === undefined) throw noAuction(folder);
    const outbox = createOutbox(database.db, auctionId);
    const clock = { now: () => Date.now() as Instant };
    return await work(createErrandDesk({ outbox, clock, add: async () => undefined }));
  } finally {
    database.close();
  }
}

/** Whether an auction that is over has errands that wait for a house to carry them out. */
export async function owesErrands(folder: HouseFolder, auctionId: AuctionId): Promise<boolean> {
  const database = openDatabase(folder.book, { readonly: true });
  try {
    return (await createOutbox(database.db, auctionId).waiting()).length > 0;
  } finally {
    database.close();
  }
}

const noAuction = (folder: HouseFolder): SothebaisError =>
  new SothebaisError('INPUT_MISSING', `The folder ${folder.root} holds no auction.`, {
    hint: "Name the house's folder with `--data`.",
  });
