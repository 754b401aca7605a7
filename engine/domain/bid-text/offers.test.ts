import { describe } from 'vitest';
import { testReadings } from '../../testing/readings.js';

describe('offers with words around them', () => {
  testReadings(`
    2 ETH      | 2 ETH, thanks! When do we settle?
    1.25 ETH   | @sothebais 1.25 ETH on lot 4 please
    1.25 ETH   | @sothebais bid 1.25 on lot 4
    1.25 ETH   | @sothebais I bid 1.25 eth 🙌🙌
    1.25 ETH   | @sothebais my bid: 1.25Ξ
    3 ETH      | .@sothebais bid 3 ETH
    3 ETH      | @sothebais: bid 3 ETH
    3 ETH      | @SOTHEBAIS BID 3 ETH NOW!!!
    3 ETH      | @sothebais!! 3 ETH!!
    3 ETH      | I'll bid 3 ETH on this one, it is gorgeous
    3 ETH      | I bid 3 ETH because I love this artist
    3 ETH      | I bid 3 ETH for my daughter
    3 ETH      | I bid 3 ETH for you
    3 ETH      | I bid 3 ETH, love you all
    3 ETH      | 3 ETH for this masterpiece
    ambiguous  | 3 ETH for the ape
    ambiguous  | 3 ETH on the ape
    3 ETH      | 3 ETH on this masterpiece
    ambiguous  | Amazing work, 3 ETH
    3 ETH      | amazing. 3 ETH
    3 ETH      | I'm going in with 3 ETH
    3 ETH      | I'm going with 3 ETH
    3 ETH      | I'm going for 3 ETH
    ambiguous  | start me at 3 ETH
    none       | I'll start the bidding at 3 ETH
    ambiguous  | let me start with 3 ETH
    3 ETH      | 3 ETH for this masterpiece
    3 ETH      | 3 ETH for this amazing piece of art
    none       | 3 ETH for this guy to stop
    3 ETH      | 3 ETH on this beautiful painting
    ambiguous  | 3 ETH for this is insane
    ambiguous  | 3 ETH for this, wow
    3 ETH      | 3 ETH por esta obra maestra
    3 ETH      | I bid 3 ETH, what a beauty
    3 ETH      | ok I'm in, 3 ETH
    3 ETH      | 3 ETH please, I have just the wall for it
    3 ETH      | pujo 3 eth, qué maravilla
    3 ETH      | 3 ETH pour moi
    3 ETH      | 3 ETH per me
    3 ETH      | offro 3 eth, bellissimo
    3.5 ETH    | 3,5 ETH お願いします
    3.25 ETH   | 3.25Ξ 🎨
    3 ETH      | 🎨 bid 3
    3 ETH      | ✨ 3 ETH ✨
    2.5 ETH    | two point five ether please
    3 ETH      | 3 ETH please, it matches my sofa
  `);
});
