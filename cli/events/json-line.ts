import { formatWeiJson } from '../../engine/domain/wei-json.js';
import type { AuctionId } from '../../engine/domain/ids.js';
import type { Entry } from '../../engine/ports/ledger.js';

/**
 * One event as JSON on one line, without its end: `{auction,sequence,at,cause,hash,event}`. The
 * event is in the present schema whatever it was written in; amounts are decimal text in wei.
 */
export const jsonLine = (auction: AuctionId, { sequence, cause, hash, event }: Entry): string =>
  formatWeiJson({
    ...{ auction, sequence, at: new Date(event.at).toISOString(), cause, hash, event },
  });
