import type { Address } from '../../domain/ids.js';
import type { BidSource } from '../../domain/post.js';
import { STYLES, type Style } from './bid-phrases.js';
import type { Chance } from './chance.js';

/** The ways a bidder has. */
export type Way = Exclude<BidSource, 'operator'>;

/** One person of the crowd, as he behaves. What he acts through is kept elsewhere. */
export interface Member {
  /** An X handle without `@`, or a name that only the crowd knows. */
  readonly id: string;
  /** `poor`: registered, with a deposit that covers nothing. `by-chain`: without an account on X. */
  readonly kind: 'bidder' | 'poor' | 'by-chain' | 'talker';
  /** The way he favours. */
  readonly way: Way;
  readonly style: Style;
  /** Absent where he has no wallet. */
  readonly address?: Address;
}

/** From this many on, one is poor and one comes by chain alone. */
const FULL_HOUSE = 4;

/** Casts the crowd: who is poor, who comes by chain alone, who talks how and bids which way. */
export function castMembers(
  bidders: readonly { readonly handle: string; readonly address: Address }[],
  talkerCount: number,
  chance: Chance,
): readonly Member[] {
  const styles = chance.shuffle(STYLES);
  const ways: readonly Way[] = ['post', 'chat', 'chain'];
  const styleOf = (place: number): Style => styles[place % styles.length] ?? 'terse';
  const full = bidders.length >= FULL_HOUSE;

  const cast = bidders.map(({ handle, address }, place): Member => {
    const fromEnd = bidders.length - place;
    const style = styleOf(place);
    if (full && fromEnd === 1)
      return { id: handle, kind: 'by-chain', way: 'chain', style, address };
    const kind = full && fromEnd === 2 ? 'poor' : 'bidder';
    return { id: handle, kind, way: ways[place % ways.length] ?? 'post', style, address };
  });
  const talkers = Array.from({ length: talkerCount }, (_, place): Member => ({
    id: `talker ${place + 1}`,
    kind: 'talker',
    way: place % 2 === 0 ? 'chat' : 'post',
    style: styleOf(bidders.length + place),
  }));
  return [...cast, ...talkers];
}

/** Whether a name on screen is this member's: his handle, or the beginning of his address. */
export function isCalled(member: Member, name: string): boolean {
  if (name.startsWith('@')) return name.slice(1).toLowerCase() === member.id.toLowerCase();
  const shown = /^0x[0-9a-f]{2,}/i.exec(name)?.[0].toLowerCase();
  return shown !== undefined && member.address?.toLowerCase().startsWith(shown) === true;
}
