import { createHash } from 'node:crypto';
import {
  RULEBOOK,
  type AuctionOpening,
  type CatalogueEntry,
  type Reserves,
  type SecretReserve,
} from '../../domain/auction.js';
import type { AuctionId, LotId, Wei } from '../../domain/ids.js';
import { reserveSealText } from '../../domain/reserve-seal.js';
import { createChance, type Chance } from '../../sandbox/crowd/chance.js';
import { address } from '../builders.js';
import { drawTerms, MILLI } from './draw-terms.js';
import type { ChainManners } from './world/chain.js';
import type { Perils } from './world/life.js';
import { oneIn, weighted } from './world/odds.js';
import type { XManners } from './world/x.js';

/** Everything that a seed decides before time begins. */
export interface Scenario {
  readonly seed: number;
  readonly chance: Chance;
  readonly opening: AuctionOpening;
  readonly reserves: Reserves;
  readonly bidders: number;
  /** How long bidders think between two acts, in milliseconds, at the most. */
  readonly thinkMs: number;
  readonly operatorEveryMs: number;
  readonly perils: Perils;
  readonly x: XManners;
  readonly chain: ChainManners;
  readonly queue: { readonly againOneIn: number; readonly lostAnswerOneIn: number };
  readonly disk: { readonly failOneIn: number };
  /** The clock of the house is set every so often, by so much at the most; 0 never. */
  readonly clock: { readonly everyMs: number; readonly byMs: number };
  /** X, the chain or the queue goes away every so often, for so long at the most; 0 never. */
  readonly outages: { readonly everyMs: number; readonly forMs: number };
}

const ID = 'evening' as AuctionId;

/** Draws an auction and all that goes wrong in it. Every seed leaves some faults out. */
export function drawScenario(seed: number): Scenario {
  const chance = createChance(seed).fork('scenario');
  /** One time in so many, a thing is as it should be. */
  const fault = (...odds: readonly [number, ...number[]]) =>
    oneIn(chance, 2) ? 0 : chance.pick(odds);
  const { opening, reserves } = drawOpening(chance);
  return {
    seed,
    chance: createChance(seed),
    opening,
    reserves,
    bidders: chance.between(2, 7),
    thinkMs: chance.pick([2_000, 6_000, 15_000]),
    operatorEveryMs: fault(2_000, 6_000, 20_000),
    perils: {
      crashOneIn: fault(100, 400, 1_500),
      slowOneIn: fault(10, 50),
      slowMs: chance.pick([20, 500, 3_000]),
    },
    x: {
      delayMs: chance.pick([50, 800, 4_000, 12_000]),
      lostOneIn: fault(5, 20),
      twiceOneIn: fault(5, 20),
      lostAnswerOneIn: fault(10),
    },
    chain: {
      blockMs: chance.pick([500, 2_000, 12_000]),
      reorganiseOneIn: fault(3, 10),
      depth: chance.between(1, 5),
      lostAnswerOneIn: fault(2, 5),
      refuseOneIn: fault(2, 6),
    },
    queue: { againOneIn: fault(5, 20), lostAnswerOneIn: fault(20, 60) },
    disk: { failOneIn: fault(30, 100) },
    clock: { everyMs: fault(10_000, 60_000), byMs: chance.pick([5, 900, 5_000]) },
    outages: { everyMs: fault(20_000, 60_000), forMs: chance.pick([1_000, 10_000, 40_000]) },
  };
}

function drawOpening(chance: Chance): { opening: AuctionOpening; reserves: Reserves } {
  const reserves = new Map<LotId, SecretReserve>();
  const catalogue = Array.from({ length: chance.between(1, 4) }, (_, i): CatalogueEntry => {
    const number = i + 1;
    const id = String(number) as LotId;
    const { terms, reserveWei } = drawTerms(chance);
    const reserve = reserveWei === undefined ? undefined : { reserveWei, salt: `salt-${number}` };
    if (reserve) reserves.set(id, reserve);
    return {
      ...{ id, number, terms, title: `Lot ${number}`, artist: 'An artist', medium: 'On chain' },
      token: { contract: address(0xa0), tokenId: id },
      consignor: address(0xc0),
      ...(reserve ? { reserveSeal: sealOf(id, reserve) } : {}),
    };
  });
  const fairWarningMs = chance.pick([0, 1, 3_000, 8_000]);
  const opening: AuctionOpening = {
    ...{
      id: ID,
      rulebook: RULEBOOK,
      title: 'An evening',
      subtitle: '',
      currency: 'ETH',
      catalogue,
    },
    premiumBps: chance.pick([0, 1, 500, 2_500]),
    pace: {
      standbyMs: chance.pick([0, 5_000]),
      presentMs: chance.pick([0, 2_000]),
      fairWarningMs,
      resultMs: chance.pick([0, 3_000]),
      creditsMs: 2_000,
      secondChanceMs: chance.pick([1_000, 20_000, 60_000]),
    },
    depositRequired: !oneIn(chance, 4),
    ...(oneIn(chance, 3)
      ? { outstandingLimitWei: (BigInt(chance.between(2, 40)) * 1_000n * MILLI) as Wei }
      : {}),
  };
  return { opening, reserves };
}

const sealOf = (lotId: LotId, reserve: SecretReserve): string =>
  createHash('sha256')
    .update(reserveSealText(ID, lotId, reserve))
    .digest('hex');

/** Bidders with little money are met as often as those with much. */
export const drawMoney = (chance: Chance): Wei =>
  (weighted(chance, [
    [1, BigInt(chance.between(100, 2_000))],
    [2, BigInt(chance.between(2_000, 30_000))],
    [1, 1_000_000n],
  ]) * MILLI) as Wei;
