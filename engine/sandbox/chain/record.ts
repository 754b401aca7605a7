import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hex } from 'viem';
import { z } from 'zod';
import { SothebaisError } from '../../domain/errors.js';

const hex = (bytes: number) =>
  z.custom<Hex>(
    (text) => typeof text === 'string' && new RegExp(`^0x[0-9a-fA-F]{${bytes * 2}}$`).test(text),
  );

const RECORD = z.strictObject({
  /** The port of the last run: whoever watches the chain finds it there again. */
  port: z.int().optional(),
  houseKey: hex(32),
  treasuryKey: hex(32),
  consignorKey: hex(32),
  bidderKeys: z.array(hex(32)),
  deployed: z
    .strictObject({ escrow: hex(20), token: hex(20), fromBlock: z.string().regex(/^\d+$/) })
    .optional(),
});

/** What outlives a run of the stand-in chain, beside its state. */
export type ChainRecord = z.infer<typeof RECORD>;

const fileIn = (dir: string): string => join(dir, 'chain.json');

/**
 * The record in `dir`, or a new one with fresh keys; there are `bidders` keys or more in it.
 *
 * @throws SothebaisError `SANDBOX_FAILED` when the file cannot be read
 */
export async function readRecord(dir: string, bidders: number): Promise<ChainRecord> {
  const record = (await readOld(dir)) ?? {
    houseKey: freshKey(),
    treasuryKey: freshKey(),
    consignorKey: freshKey(),
    bidderKeys: [],
  };
  const missing = Math.max(0, bidders - record.bidderKeys.length);
  const fresh = Array.from({ length: missing }, freshKey);
  return { ...record, bidderKeys: [...record.bidderKeys, ...fresh] };
}

/** Replaces the record, whole or not at all. Its owner alone can read it. */
export async function writeRecord(dir: string, record: ChainRecord): Promise<void> {
  const draft = `${fileIn(dir)}.draft`;
  await writeFile(draft, `${JSON.stringify(record, undefined, 2)}\n`, { mode: 0o600 });
  await rename(draft, fileIn(dir));
}

async function readOld(dir: string): Promise<ChainRecord | undefined> {
  let text: string;
  try {
    text = await readFile(fileIn(dir), 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw unreadable(dir, cause);
  }
  try {
    return RECORD.parse(JSON.parse(text));
  } catch {
    // What is wrong with it is not quoted: it holds keys.
    throw unreadable(dir, undefined);
  }
}

const unreadable = (dir: string, cause: unknown) =>
  new SothebaisError('SANDBOX_FAILED', `The record ${fileIn(dir)} of the chain is unreadable.`, {
    cause,
    hint: 'Remove the folder of the chain to begin a new one.',
  });

const freshKey = (): Hex => `0x${randomBytes(32).toString('hex')}`;
