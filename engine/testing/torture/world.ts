import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LotId } from '../../domain/ids.js';
import type { Announcer } from '../../ports/announcer.js';
import type { SettlementDesk } from '../../ports/chain.js';
import { address } from '../builders.js';

/** What was said on this X, and settled on this chain: they remember what they were asked. */
export interface Remembered {
  /** A line for each message that was let in: to which post, and the words. */
  readonly said: readonly string[];
  /** A line for each transfer. */
  readonly settled: readonly string[];
}

const SAID = 'said.txt';
const SETTLED = 'settled.txt';

/** As many replies as X would allow, in small. */
const REPLIES_MAX = 40;
/** The answer is this long on its way: a house that is killed then does not know what it did. */
const ANSWER_MS = 2;

/** An X in one file, which outlives the house; it refuses nothing but what is beyond its limit. */
export function createTortureX(dir: string): Pick<Announcer, 'reply'> {
  const path = join(dir, SAID);
  let left = REPLIES_MAX;
  return {
    reply: async (to, text, _priority, once) => {
      if (left === 0) return { kind: 'not-sent', why: 'X allows no more' };
      left -= 1;
      const line = `${to.source}-${to.id} ${text}`;
      // As X does for posts, and the announcer by looking for chat.
      if (once?.isAgain && readLines(path).includes(line)) return { kind: 'sent', id: '' };
      await once?.beforeSending();
      appendFileSync(path, `${line}\n`);
      await sleep(ANSWER_MS);
      return { kind: 'sent', id: line };
    },
  };
}

/** A chain in one file, whose escrow settles a lot once. */
export function createTortureChain(dir: string): Pick<SettlementDesk, 'settle' | 'giveBack'> {
  const path = join(dir, SETTLED);
  const once = async (line: string) => {
    if (!readLines(path).includes(line)) appendFileSync(path, `${line}\n`);
    await sleep(ANSWER_MS);
  };
  return {
    settle: async ({ lotId, winner, hammerWei }) => {
      await once(`settled ${lotId} to ${winner} for ${hammerWei}`);
      return { txHash: txHashOf(lotId), tokenOwner: winner };
    },
    giveBack: (lotId) => once(`gave back ${lotId}`),
  };
}

const txHashOf = (lotId: LotId): `0x${string}` => address(Number(lotId));

/** What X and the chain remember. */
export const readRemembered = (dir: string): Remembered => ({
  said: readLines(join(dir, SAID)),
  settled: readLines(join(dir, SETTLED)),
});

function readLines(path: string): string[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8').split('\n').filter(Boolean);
}
