import type { Sent } from './announcer.js';

/** Where a campaign's words go. */
export interface CampaignVoice {
  /**
   * Says it, once a call.
   *
   * @param key - names these words for ever; where the outlet can, it remembers them by it
   * @throws SothebaisError when it is not known whether they were said
   */
  announce(text: string, key: string): Promise<Sent>;
  /** What became of words that were begun, and cut off by a crash. */
  lookUp(key: string): Promise<'said' | 'unsaid' | 'unknown'>;
}
