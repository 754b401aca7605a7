import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { RULEBOOK, type Auction, type Reserves } from '../engine/domain/auction.js';
import type { AuctionId } from '../engine/domain/ids.js';
import type { Snapshot, Snapshots } from '../engine/ports/snapshots.js';
import { SCHEMA_VERSION } from './event-codec.js';
import { decodeAuction, SNAPSHOT_FORMAT } from './snapshot-codec.js';

/** What stands before a snapshot's bytes: where it was taken, by whose rules, and its checksum. */
interface Heading {
  readonly format: number;
  readonly schema: number;
  readonly rulebook: number;
  readonly auctionId: AuctionId;
  readonly sequence: number;
  readonly hash: string;
  /** Of the bytes that follow. */
  readonly length: number;
  readonly crc: number;
}

/** A snapshot as it lies in its file. */
export interface SnapshotBytes {
  readonly sequence: number;
  readonly hash: string;
  readonly bytes: Buffer;
}

/** The snapshots of a folder, for the house and for the auditor who writes them. */
export interface SnapshotFolder extends Snapshots {
  /** The newest that is whole, unread; what is not is removed. */
  newestBytes(auctionId: AuctionId): SnapshotBytes | undefined;
  /** Writes one beside the others, whole or not at all, and removes those that it outdates. */
  write(auctionId: AuctionId, snapshot: SnapshotBytes): void;
}

/** The one before the newest is kept, should the newest be damaged. */
const KEPT = 2;
const DIGITS = 12;
const DRAFT = '.draft';
const END_OF_HEADING = 0x0a;
const OURS = { format: SNAPSHOT_FORMAT, schema: SCHEMA_VERSION, rulebook: RULEBOOK };

/** The snapshots in a folder, which need not be there. */
export function createSnapshotFolder(folder: string): SnapshotFolder {
  const prefixOf = (auctionId: AuctionId) => `${auctionId}-`;
  const nameOf = (auctionId: AuctionId, sequence: number) =>
    `${prefixOf(auctionId)}${String(sequence).padStart(DIGITS, '0')}.snapshot`;
  const namesOf = (auctionId: AuctionId): readonly string[] =>
    list(folder)
      .filter((name) => isOf(name, prefixOf(auctionId)))
      .sort()
      .reverse();
  const remove = (name: string) => rmSync(join(folder, name), { force: true });

  /** What `read` makes of the newest whole one; what it cannot read is removed. */
  const first = <T>(auctionId: AuctionId, read: (found: SnapshotBytes) => T): T | undefined => {
    for (const name of namesOf(auctionId)) {
      try {
        const found = parse(readFileSync(join(folder, name)), auctionId);
        if (found) return read(found);
      } catch {
        // Whatever is wrong with it, the book says the same.
      }
      remove(name);
    }
    return undefined;
  };

  return {
    newest: async (auctionId, reserves) => first(auctionId, (found) => restore(found, reserves)),
    newestBytes: (auctionId) => first(auctionId, (found) => found),
    discard: async (auctionId, sequence) => remove(nameOf(auctionId, sequence)),
    write: (auctionId, snapshot) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, nameOf(auctionId, snapshot.sequence));
      writeWhole(path, [headingOf(auctionId, snapshot), snapshot.bytes]);
      const drafts = list(folder).filter((name) => name.endsWith(DRAFT));
      for (const name of [...namesOf(auctionId).slice(KEPT), ...drafts]) remove(name);
    },
  };
}

/** An id may hold dashes, so another auction's name may begin like this one's. */
const isOf = (name: string, prefix: string): boolean =>
  name.startsWith(prefix) && /^\d{12}\.snapshot$/.test(name.slice(prefix.length));

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function restore({ sequence, hash, bytes }: SnapshotBytes, reserves: Reserves): Snapshot {
  const auction: Auction = decodeAuction(bytes, reserves);
  if (auction.sequence !== sequence) throw new Error('The snapshot is of another event.');
  return { sequence, hash, auction };
}

function headingOf(auctionId: AuctionId, { sequence, hash, bytes }: SnapshotBytes): Buffer {
  const own = { auctionId, sequence, hash, length: bytes.length, crc: crc32(bytes) };
  const heading: Heading = { ...OURS, ...own };
  return Buffer.from(`${JSON.stringify(heading)}\n`);
}

/** The snapshot in a file; undefined for one that is damaged or by other rules. */
function parse(file: Buffer, auctionId: AuctionId): SnapshotBytes | undefined {
  const end = file.indexOf(END_OF_HEADING);
  const heading = JSON.parse(file.toString('utf8', 0, end)) as Heading;
  const bytes = file.subarray(end + 1);
  const { sequence, hash, length, crc } = heading;
  const isOurs =
    heading.format === OURS.format &&
    heading.schema === OURS.schema &&
    heading.rulebook === OURS.rulebook &&
    heading.auctionId === auctionId;
  const isWhole = length === bytes.length && crc === crc32(bytes);
  return isOurs && isWhole ? { sequence, hash, bytes } : undefined;
}

/** Under another name until it is on the disk: nobody ever finds half of it. */
function writeWhole(path: string, parts: readonly Buffer[]): void {
  const draft = `${path}${DRAFT}`;
  try {
    const file = openSync(draft, 'w', 0o600);
    try {
      for (const part of parts) writeAll(file, part);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (cause) {
    rmSync(draft, { force: true });
    throw cause;
  }
}

function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}
