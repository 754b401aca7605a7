import type { Auction } from '../../../domain/auction.js';
import type { Address, Instant, LotId, Wei } from '../../../domain/ids.js';
import { askingBidWei } from '../../../domain/lot/ask.js';
import type { Lot } from '../../../domain/lot/lot.js';
import { formatEth } from '../../../domain/money.js';
import type { Chance } from '../../../sandbox/crowd/chance.js';
import { address } from '../../builders.js';
import { drawMoney, type Scenario } from '../scenario.js';
import type { SimulatedChain } from './chain.js';
import { oneIn, weighted } from './odds.js';
import type { VirtualTime } from './virtual-time.js';
import { xUserOf, type SimulatedX } from './x.js';

/** What the crowd sees, and where it can speak. */
export interface CrowdOptions {
  readonly scenario: Scenario;
  readonly time: VirtualTime;
  readonly x: SimulatedX;
  readonly chain: SimulatedChain;
  /** The auction as viewers see it at the moment. */
  readonly seen: () => Auction | undefined;
  /** Nobody says a word after that. */
  readonly until: Instant;
}

/** The wallet of a bidder's place. */
const walletOf = (place: number): Address => address(0xb00 + place);

/** Lets bidders come, link their wallets and bid until the crowd goes home. */
export function startCrowd(options: CrowdOptions): void {
  const { scenario, time } = options;
  for (let place = 1; place <= scenario.bidders; place += 1) {
    const chance = scenario.chance.fork(`bidder ${place}`);
    const bidder = createBidder(options, place, chance);
    time.in(chance.between(0, 6_000), bidder.arrive);
    const act = () => {
      if (time.now() >= options.until || options.seen()?.phase === 'closed') return;
      bidder.act();
      time.in(chance.between(50, scenario.thinkMs), act);
    };
    time.in(chance.between(2_000, 15_000), act);
  }
}

const TALK = ['what a beauty', 'gm', 'how long is left?', 'bid 1 or 2 ETH?', 'bid', '🔥🔥🔥'];

function createBidder({ time, x, chain, seen }: CrowdOptions, place: number, chance: Chance) {
  const authorId = xUserOf(place);
  const wallet = walletOf(place);
  const isStranger = oneIn(chance, 6);
  const isWalletAlone = oneIn(chance, 6);
  const handle = `bidder_${place}`;

  const say = (text: string) =>
    x.say({ source: oneIn(chance, 3) ? 'chat' : 'post', authorId, handle, text });
  const deposit = () =>
    chain.send(wallet, {
      kind: 'deposit',
      xUserId: isWalletAlone ? null : authorId,
      amountWei: drawMoney(chance),
    });
  const bid = (amountWei: bigint) =>
    say(phrase(formatEth((amountWei > 0n ? amountWei : 0n) as Wei)));
  const phrase = (amount: string) =>
    chance.pick([`bid ${amount} ETH`, `${amount} ETH`, `bid ${amount}`]);

  /** At the very close, or what seems so from here. */
  const snipe = (lot: Lot) => {
    if (lot.closesAt === undefined) return;
    time.in(lot.closesAt - time.now() + chance.between(-600, 200), () => {
      const now = seen()?.lots.get(lot.id);
      if (now) bid(amountFor(now, chance));
    });
  };
  const onChain = (lotId: LotId, amountWei: bigint) =>
    chain.send(wallet, { kind: 'bid', lotId, amountWei: (amountWei > 0n ? amountWei : 0n) as Wei });

  const actOn = (lot: Lot, auction: Auction) => {
    const act = weighted(chance, [
      [isWalletAlone ? 0 : 12, () => bid(amountFor(lot, chance))],
      [isWalletAlone ? 0 : 3, () => snipe(lot)],
      [isWalletAlone ? 8 : 2, () => onChain(lot.id, amountFor(lot, chance))],
      [1, () => onChain('99' as LotId, 10n ** 18n)],
      [1, () => say(chance.pick(['9'.repeat(100), `bid ${'9'.repeat(90)} ETH`, 'bid 5 GBP']))],
      [1, () => say(phrase('0.000000000000000001'))],
      [
        1,
        () =>
          say(`bid ${formatEth(amountFor(lot, chance) as Wei)} ETH on lot ${chance.between(1, 5)}`),
      ],
      [1, () => flood()],
      [1, deposit],
      [1, () => onChain(anyLot(auction, chance), amountFor(lot, chance))],
    ]);
    act();
  };
  const flood = () => {
    for (let i = 0; i < 12; i += 1) time.in(i * 20, () => say(phrase(`${1 + i}.5`)));
  };

  /** The last post again, in other words. */
  const edit = () => {
    const last = x.said.findLast((post) => post.authorId === authorId && post.source === 'post');
    if (!last) return;
    const editOf = last.editOf ?? last.id;
    x.say({ source: 'post', authorId, handle, text: phrase(`${chance.between(1, 9)}`), editOf });
  };
  const answer = (auction: Auction, lotId: LotId) => {
    const number = auction.opening.catalogue.find(({ id }) => id === lotId)?.number;
    say(`${chance.pick(['accept', 'accept', 'decline'])} lot ${number ?? 0}`);
  };
  const isIn = ({ paddles }: Auction) => paddles.has(authorId) || paddles.has(wallet);

  return {
    arrive: () => {
      if (isStranger) return;
      if (!isWalletAlone) time.in(chance.between(0, 3_000), () => say(`register ${wallet}`));
      time.in(chance.between(0, 3_000), deposit);
    },
    act: () => {
      const auction = seen();
      const lot = auction && shownTo(auction, chance);
      const offered = auction?.order.find((id) => auction.lots.get(id)?.secondChance);
      if (auction && offered !== undefined && oneIn(chance, 4)) answer(auction, offered);
      else if (auction && !isIn(auction) && !oneIn(chance, 5)) return;
      else if (auction && lot && !oneIn(chance, 10)) actOn(lot, auction);
      else if (oneIn(chance, 3)) edit();
      else say(chance.pick(TALK as [string, ...string[]]));
    },
  };
}

/** Mostly the lot on program; at times another that is open too. */
function shownTo(auction: Auction, chance: Chance): Lot | undefined {
  const open = auction.activeLotIds[chance.below(Math.max(1, auction.activeLotIds.length))];
  const id = oneIn(chance, 3) ? open : auction.currentLotId;
  return id === undefined ? undefined : auction.lots.get(id);
}

const anyLot = ({ order }: Auction, chance: Chance): LotId =>
  order[chance.below(order.length)] ?? ('1' as LotId);

/** What is asked, a little more, far more, or a little less. */
function amountFor(lot: Lot, chance: Chance): bigint {
  const askWei = askingBidWei(lot);
  return weighted<bigint>(chance, [
    [10, askWei],
    [6, askWei + (askWei * BigInt(chance.between(1, 40))) / 100n],
    [1, askWei * 3n],
    [2, askWei - 1n],
    [2, askWei + 1n],
    [1, askWei / 2n],
  ]);
}
