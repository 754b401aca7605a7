import type { Wei } from '../../domain/ids.js';
import type { LotView } from '../../domain/show.js';
import type { Act, Voices } from './acts.js';
import { overWei, roundDown } from './amounts.js';
import { weiOf } from './bidding.js';
import { phraseBid } from './bid-phrases.js';
import type { Chance } from './chance.js';
import { isCalled, type Member, type Way } from './members.js';
import { DOLLAR_BIDS, UNCLEAR_BIDS } from './talk-phrases.js';

/** The ways to bid badly: each of them is refused, with a reason of its own. */
export const BAD_BIDS = [
  'after-hammer',
  'below-ask',
  'by-leader',
  'in-dollars',
  'no-deposit',
  'no-paddle',
  'unclear',
] as const;
export type BadBid = (typeof BAD_BIDS)[number];

/** @returns undefined where nobody is there to make that mistake now */
export function makeBadBid(
  kind: BadBid,
  lot: LotView,
  crowd: { readonly members: readonly Member[]; readonly chance: Chance; readonly voices: Voices },
): Act | undefined {
  const { chance, voices } = crowd;
  const askWei = weiOf(lot.askEth);
  if (askWei === undefined) return undefined;

  const members = chance.shuffle(crowd.members);
  const leads = (member: Member) =>
    lot.highBidder !== undefined && isCalled(member, lot.highBidder.name);
  const trailing = members.find((member) => member.kind === 'bidder' && !leads(member));
  const bid = (who: Member | undefined, amountWei: Wei) =>
    who && voices.bid(who, wordsOf(who), amountWei, lot.number);
  const say = (words: string) => trailing && voices.say(trailing, wordsOf(trailing), words);

  switch (kind) {
    case 'after-hammer':
      return bid(trailing, askWei);
    case 'below-ask':
      return bid(trailing, roundDown((((weiOf(lot.priceEth) ?? askWei) * 9n) / 10n) as Wei));
    case 'by-leader':
      // The ask and no more: once he is overtaken it is refused all the same.
      return bid(
        members.find((member) => member.kind === 'bidder' && leads(member)),
        askWei,
      );
    case 'in-dollars':
      return say(phraseBid(chance.pick(DOLLAR_BIDS), `${chance.between(2, 16) * 250}`));
    case 'no-deposit':
      // Well over the ask, so that nobody overtakes it and it is the deposit that is too small.
      return bid(
        members.find((member) => member.kind === 'poor'),
        overWei(askWei),
      );
    case 'no-paddle':
      return bid(
        members.find((member) => member.kind === 'talker'),
        askWei,
      );
    case 'unclear':
      return say(chance.pick(UNCLEAR_BIDS));
  }
}

/** Slips are made in words. */
export const wordsOf = ({ way }: Member): Exclude<Way, 'chain'> =>
  way === 'chat' ? 'chat' : 'post';
