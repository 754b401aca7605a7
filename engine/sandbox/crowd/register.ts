import type { Chance } from './chance.js';
import type { Member } from './members.js';
import { ampleDepositWei, scantDepositWei, type LotPlan } from './plan.js';
import type { CrowdBidder } from './crowd-bidder.js';

/** What is said around a registration; `#` is the wallet's address. The house reads only that. */
export const REGISTRATIONS = [
  'register #',
  'please register #',
  'hello! register # thank you',
  'Register # if you would be so kind',
  'hola, register # gracias',
  'bonjour, register # merci',
  'guten Abend, register # danke',
  'register # 🙌',
] as const;

const AT_ONCE = 4;

/**
 * Posts every bidder's registration and makes every deposit, a few bidders at a time. The poor one
 * deposits next to nothing; the one who comes by chain alone names no X user and posts nothing.
 *
 * @param call - runs one call to its limit and tells trouble; never rejects
 */
export async function registerAll(options: {
  readonly bidders: readonly CrowdBidder[];
  readonly members: readonly Member[];
  readonly plan: ReadonlyMap<number, LotPlan>;
  readonly hostHandle: string;
  readonly chance: Chance;
  readonly call: (work: Promise<unknown>, doing: string) => Promise<boolean>;
}): Promise<void> {
  const { bidders, members, plan, hostHandle, call } = options;
  const words = options.chance.fork('registrations').shuffle(REGISTRATIONS);
  const enoughWei = ampleDepositWei(plan);
  const littleWei = scantDepositWei(plan);

  const registerOne = async ({ handle, xUserId, user, wallet }: CrowdBidder, place: number) => {
    const kind = members[place]?.kind;
    const depositWei = kind === 'poor' ? littleWei : enoughWei;
    const isOnX = kind !== 'by-chain';
    const text = (words[place % words.length] ?? REGISTRATIONS[0]).replace('#', wallet.address);
    await Promise.all([
      call(wallet.deposit(isOnX ? xUserId : null, depositWei), `${handle}'s deposit`),
      ...(isOnX ? [call(user.post(`@${hostHandle} ${text}`), `${handle}'s registration`)] : []),
    ]);
  };

  const waiting = bidders.entries();
  const work = async () => {
    for (const [place, bidder] of waiting) await registerOne(bidder, place);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
