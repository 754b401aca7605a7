import { describe } from 'vitest';
import { testReadings } from '../../testing/readings.js';

describe('talk about amounts that is or is not an offer', () => {
  testReadings(`
    none       | I bid 2 ETH in my dreams
    none       | I bid 2 ETH says the whale
    none       | when I bid 2 ETH they ignored me
    none       | before I bid 2 ETH can you show the back
    none       | I regret I bid 2 ETH
    none       | why did I bid 2 ETH
    none       | because I bid 2 ETH I deserve it
    none       | I think I bid 2 ETH
    none       | did I bid 2 ETH
    none       | I wish I could bid 2 ETH
    none       | what if I bid 2 ETH
    none       | imagine I bid 2 ETH
    none       | so I bid 2 ETH and lost
    none       | I bid 2 ETH and lost
    none       | I bid 2 ETH but got outbid
    none       | I bid 2 ETH on the previous lot
    none       | I bid 2 ETH every time
    none       | I bid 2 ETH per piece usually
    none       | I usually bid 2 ETH
    none       | I always bid 2 ETH
    ambiguous  | I only bid 2 ETH
    ambiguous  | I almost bid 2 ETH
    ambiguous  | I nearly bid 2 ETH
    none       | I just bid 2 ETH
    none       | I accidentally bid 2 ETH
    none       | I bid 2 ETH by mistake
    none       | my bid of 2 ETH was refused
    none       | my bid of 2 ETH didn't go through
    none       | is my bid of 2 ETH in
    none       | my bid 2 ETH was first
    none       | you ignored my bid of 2 ETH
    none       | where is my bid of 2 ETH
    none       | how can I bid 2 ETH
    ambiguous  | let's say I bid 2 ETH
    none       | I told you I bid 2 ETH
    none       | my wife says I can't bid 2 ETH
    none       | he thinks I bid 2 ETH
    none       | they want me to bid 2 ETH
    none       | tell them I bid 2 ETH
    none       | 2 ETH would be too much
    ambiguous  | 2 ETH sounds fair
    none       | 2 ETH seems low
    ambiguous  | 2 ETH?! no way
    ambiguous  | no, 2 ETH
    none       | not a chance at 2 ETH
    none       | 2 ETH not happening
    ambiguous  | 2 ETH for this? lol
    ambiguous  | 2 ETH for that? no thanks
    ambiguous  | wow 2 ETH
    2 ETH      | nice, 2 ETH
    2 ETH      | great, 2 ETH
    2 ETH      | 2 ETH, nice
    2 ETH      | 2 ETH great
    ambiguous  | only 2 ETH
    ambiguous  | just 2 ETH
    ambiguous  | 2 ETH already
    none       | 2 ETH so far
    ambiguous  | still at 2 ETH
    none       | now at 2 ETH
    none       | we're at 2 ETH
    ambiguous  | it's 2 ETH
    ambiguous  | that's 2 ETH
    2 ETH      | 2 ETH now
    ambiguous  | now 2 ETH
    none       | congrats @bob 2 ETH
    ambiguous  | @bob 2 ETH
    ambiguous  | @bob is at 2 ETH
    ambiguous  | @bob has 2 ETH
    none       | 2 ETH by @bob
    ambiguous  | thanks @bob for the 2 ETH
    ambiguous  | go @bob 2 ETH
    ambiguous  | @bob bid 2 ETH!
    ambiguous  | @bob, bid 2 ETH
    2 ETH      | bid 2 ETH now!
    none       | place your bids at 2 ETH
    ambiguous  | starting at 2 ETH
    ambiguous  | start at 2 ETH
    none       | bid now 2 ETH
    ambiguous  | new bid 2 ETH
    none       | New high bid: 2 ETH
    none       | asking 2 ETH
    ambiguous  | ask is 2 ETH
    none       | 2 ETH reserve
    none       | reserve 2 ETH
    none       | I have 2 ETH
    none       | I've got 2 ETH
    none       | got 2 ETH here
    ambiguous  | want 2 ETH
    none       | send 2 ETH
    none       | give me 2 ETH
    ambiguous  | pay 2 ETH
    none       | who pays 2 ETH
    ambiguous  | buy for 2 ETH
    none       | sell for 2 ETH
    none       | I'll sell for 2 ETH
    none       | I'd sell mine for 2 ETH
    none       | accept 2 ETH?
    ambiguous  | take 2 ETH
    none       | take 2 ETH?
    ambiguous  | I'll take 2 ETH
    ambiguous  | would take 2 ETH
    ambiguous  | trade for 2 ETH
    none       | 2 ETH gas
    none       | gas 2 ETH
    none       | 2 ETH in gas
    none       | 2 ETH profit
    ambiguous  | 2 ETH down
    ambiguous  | down 2 ETH
    ambiguous  | 2 ETH up
    ambiguous  | up 2 ETH
    none       | lost 2 ETH
  `);
});

describe('several things said in one text', () => {
  testReadings(`
    3 ETH      | I, unlike him, bid 3 ETH
    ambiguous  | Like I said, 3 ETH
    3 ETH      | I bid 3 ETH, unlike my wife
    3 ETH      | Not sure about this but I bid 3 ETH
    3 ETH      | I don't care, I bid 3 ETH
    3 ETH      | don't stop me, I bid 3 ETH
    3 ETH      | I never thought I'd say this but I bid 3 ETH
    3 ETH      | nobody wants this? I bid 3 ETH
    ambiguous  | no one else? 3 ETH then
    3 ETH      | is this the last lot? I bid 3 ETH
    3 ETH      | what a beauty, I bid 3 ETH
    3 ETH      | Yesterday I lost, today I bid 3 ETH
    3 ETH      | he bid 2, I bid 3
    3 ETH      | he bid 2 so I bid 3 ETH
    3 ETH      | he bid 2 ETH and I bid 3 ETH
    3 ETH      | I bid 3 ETH and he bid 2 ETH
    ambiguous  | @bob bid 2 ETH so I bid 3 ETH
    ambiguous  | @bob bid 2 ETH. I bid 3 ETH
    ambiguous  | I bid more than @bob: 3 ETH
    3 ETH      | current is 2, I bid 3
    ambiguous  | current bid 2 ETH, 3 ETH
    ambiguous  | 2 ETH? I bid 3 ETH
    ambiguous  | 2 ETH? 3 ETH!
    none       | I bid 3 ETH not 2
    none       | 3 ETH not 2 ETH
    ambiguous  | not 2 ETH, 3 ETH
    3 ETH      | I won't bid 2 ETH, I bid 3 ETH
    3 ETH      | I was going to bid 2 ETH but I bid 3 ETH
    ambiguous  | I'd bid 2 but I'll go 3 ETH
    ambiguous  | maybe 2 ETH, no 3 ETH
    ambiguous  | I bid 3 ETH. lol
    ambiguous  | I bid 3 ETH. Kidding!
    none       | I bid 3 ETH. Not!
    ambiguous  | I bid 3 ETH. No wait.
    ambiguous  | I bid 3 ETH. Sorry.
    ambiguous  | I bid 3 ETH. Sorry, cancel.
    none       | I bid 3 ETH... never mind
    4 ETH      | I bid 3 ETH. never mind, 4 ETH
    3 ETH      | never mind. I bid 3 ETH
    ambiguous  | Cancel my last bid. I bid 3 ETH
    none       | I bid 3 ETH tomorrow
    none       | Tomorrow: 3 ETH
    none       | 3 ETH tomorrow
    none       | 3 ETH later
    ambiguous  | 3 ETH at 9pm
    ambiguous  | 3 ETH in 10 minutes
    none       | 3 ETH by friday
    none       | 3 ETH on Friday
    none       | 3 ETH after lunch
    none       | 3 ETH when it drops
    none       | 3 ETH if it drops
    none       | if it drops. 3 ETH
    none       | I bid 3 ETH unless someone bids 4
    none       | I bid 3 ETH provided it is signed
    none       | I bid 3 ETH as long as gas is low
    none       | I bid 3 ETH assuming free shipping
    none       | I bid 3 ETH, only if signed
    none       | I bid 3 ETH. Only if signed.
    none       | I bid 3 ETH subject to inspection
    none       | I bid 3 ETH depending on gas
    none       | I bid 3 ETH pending approval
    none       | I bid 3 ETH in exchange for my ape
    ambiguous  | I bid my ape
    ambiguous  | I bid 3 ETH plus my ape
    3 ETH      | I bid 3 ETH and my soul
    ambiguous  | I bid 3 ETH per month
    none       | I bid 3 ETH in installments
    none       | I bid 3 ETH each
    none       | 3 ETH each
    ambiguous  | 3 ETH x 2
    ambiguous  | 2x 3 ETH
    ambiguous  | 2 x 3 ETH
    ambiguous  | 3 x ETH
    ambiguous  | 3 times ETH
    ambiguous  | 3 ETH for both
    ambiguous  | 3 ETH for two
    ambiguous  | bid 3 for 2
    none       | 3 ETH + fees
    none       | 3 ETH + gas
    ambiguous  | 3 ETH plus premium
    none       | 3 ETH including fees
    ambiguous  | 3 ETH net
    ambiguous  | 3 ETH all in
    3 ETH      | 3 ETH flat
    3 ETH      | 3 ETH cash
    ambiguous  | a solid 3 ETH
    3 ETH      | an easy 3 ETH
    3 ETH      | a cool 3 ETH
    ambiguous  | full 3 ETH
    ambiguous  | whole 3 ETH
    3 ETH      | exactly 3 ETH
    ambiguous  | 3 whole ETH
    ambiguous  | 3 full ETH
    ambiguous  | 3 entire ETH
    ambiguous  | 3 real ETH
    ambiguous  | 3 of my ETH
    ambiguous  | 3 fucking ETH
    ambiguous  | 3 little ETH
    ambiguous  | three big ones
    ambiguous  | 3 bigs
    3 ETH      | 3 Eths please
    none       | 3 ETH worth
    none       | 3 ETHs worth of USDC
    ambiguous  | 3 ETH in USDC
    ambiguous  | 3 ETH via Base
    ambiguous  | 3 ETH on Base
    ambiguous  | 3 WETH on polygon
    ambiguous  | 3.0.0 ETH
    3 ETH      | ٣ ETH
    3 ETH      | 三ETH
    ambiguous  | IV ETH
    ambiguous  | 𝟑 ETH
    ambiguous  | ③ ETH
    ambiguous  | ³ ETH
    ambiguous  | 3 𝗘𝗧𝗛
    ambiguous  | 3 ᴇᴛʜ
    ambiguous  | 3 ΕΤΗ
  `);
});
