import type { Wei } from '../../domain/ids.js';
import { formatEth } from '../../domain/money.js';
import { BID_PHRASES, phraseBid, sayAmount } from './bid-phrases.js';
import type { Chance } from './chance.js';
import type { Member, Way } from './members.js';

/** One thing that one member does. */
export type Act =
  | { readonly kind: 'post' | 'chat'; readonly who: Member; readonly text: string }
  | {
      readonly kind: 'chain';
      readonly who: Member;
      readonly lotNumber: number;
      readonly amountWei: Wei;
    };

/** Puts what members mean into words. */
export interface Voices {
  /** A bid that is meant to be understood. */
  bid(who: Member, way: Way, amountWei: Wei, lotNumber: number): Act;
  /** The words as they are; undefined where he said the same before: X takes no post twice. */
  say(who: Member, way: Exclude<Way, 'chain'>, words: string): Act | undefined;
}

const SPARKS = ['✨', '🙌', '🎉', '🤞', '👏'] as const;

/** @param hostHandle - without `@`: posts mention it, messages in the chat need not */
export function createVoices(hostHandle: string, chance: Chance): Voices {
  const said = new Set<string>();
  const say = (who: Member, way: Exclude<Way, 'chain'>, words: string): Act | undefined => {
    const text = way === 'post' ? `@${hostHandle} ${words}` : words;
    const key = `${who.id} ${text}`;
    if (said.has(key)) return undefined;
    said.add(key);
    return { kind: way, who, text };
  };

  return {
    say,
    bid: (who, way, amountWei, lotNumber) => {
      if (way === 'chain') return { kind: 'chain', who, lotNumber, amountWei };
      const amount = sayAmount(who.style, formatEth(amountWei));
      const phrases = chance.shuffle(BID_PHRASES[who.style]);
      const words = [
        ...phrases,
        ...phrases.flatMap((phrase) => SPARKS.map((spark) => `${phrase} ${spark}`)),
      ].map((phrase) => phraseBid(phrase, amount));
      for (const candidate of words) {
        const act = say(who, way, candidate);
        if (act) return act;
      }
      return { kind: way, who, text: `@${hostHandle} ${words[0] ?? amount}` };
    },
  };
}
