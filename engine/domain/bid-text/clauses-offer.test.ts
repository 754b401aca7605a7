import { describe } from 'vitest';
import { testReadings } from '../../testing/readings.js';

describe('clauses 5 to 7: currencies and the marks inside figures', () => {
  testReadings(`
    1.5 ETH    | bid 1.5
    2.5 ETH    | 2.5Ξ please
    2.5 ETH    | 2,5 ETH
    1 ETH      | 1.000 ETH
    ambiguous  | 1.000 USD
    ambiguous  | 1,000 ETH
    1000 USD   | 1,000 USD
    1000 USD   | 1'000 USD
    1000 USD   | 1 000 USD
    none       | sold for 3 ETH
    ambiguous  | 2.5!
    none       | sold
    2 WETH     | 2 WETH
    2 ETH      | 2 $ETH
    2 ETH      | $ETH 2
    100 USD    | 100 bucks
    100 USD    | one hundred dollars
    100 GBP    | £100
    100 EUR    | 100€
    2 SOL      | 2 sol
    2 BTC      | 2 btc
    2 USDC     | bid 2 USDC
    ambiguous  | 2 ETH or 5000 USD
    ambiguous  | 1.0000000000000000001 ETH
    1.000000000000000001 ETH | 1.000000000000000001 ETH
    0.5 ETH    | .5 eth
    0.5 ETH    | bid .5
    none       | How much is 2 ETH in dollars?
    none       | Last one sold for 3 ETH
    none       | yeah right, 100 ETH
    none       | sold! 2 ETH
    none       | 0.0 ETH
    ambiguous  | 1,5,0 ETH
    ambiguous  | 1.2.3 ETH
    ambiguous  | 2..5 ETH
    ambiguous  | 1 000 ETH
    ambiguous  | 1'000 ETH
    ambiguous  | 1.234.567 ETH
    1234.56 USD | 1,234.56 USD
    1234.56 EUR | 1.234,56 EUR
    1234.5 ETH | 1,234.5 ETH
    1234567 USD | 1,234,567 USD
    ambiguous  | 1.500 EUR
    1.5 EUR    | 1.5 EUR
    1.5 EUR    | 1,50 €
    2500 USD   | $2,500
    2500 USD   | 2 500 USD
    2500 EUR   | 2'500 EUR
    ambiguous  | $1.500
    5000 USD   | five thousand dollars
    2 ETH      | 2.0 ETH
    2.1 ETH    | 2.10 eth
    2 ETH      | Ξ2
    2 ETH      | Ξ 2
    2 ETH      | 2 Ξ
  `);
});

describe('clause 3: an amount, a verb, but not both or not surely', () => {
  testReadings(`
    ambiguous  | 2 ETH?
    ambiguous  | 2
    ambiguous  | I bid
    ambiguous  | bid!
    ambiguous  | I'd give 2 ETH
    ambiguous  | 2 ETH just kidding
    ambiguous  | I bid 2 ETH jk
    ambiguous  | 2 ETH now and 3 ETH tomorrow
    ambiguous  | Alice bid 3 ETH
    ambiguous  | 2?
    ambiguous  | 2 ETH??
    ambiguous  | 3 ETH maybe
    ambiguous  | maybe 3 ETH
    ambiguous  | I'll bid
    ambiguous  | bid please
    ambiguous  | my bid
    ambiguous  | I bid 2 ETH lol
    ambiguous  | I bid 2 ETH just kidding
    ambiguous  | I'd go 3 ETH
    ambiguous  | I would pay 3 ETH
    ambiguous  | I want to bid 3 ETH
    ambiguous  | 4 ETH 5 ETH
    ambiguous  | 4 ETH. 5 ETH.
  `);
});

describe('clause 2: no present offer', () => {
  testReadings(`
    none       | I'll bid 2 ETH tomorrow
    none       | Should I bid 2 ETH?
    none       | is 2 ETH enough?
    none       | "I bid 2 ETH"
    none       | if it goes under 2 I bid 3
    none       | I would have bid 2
    none       | I'm not bidding 2 ETH
    none       | not bidding 2 ETH
    none       | gm
    none       | 0 ETH
    none       | -2 ETH
    none       | bid -2 ETH
    none       | I bid 0
    none       | I'd give 2 ETH if it was signed
    none       | going twice
    none       | 2 ETH going once
    none       | do I have 3 ETH
    none       | do I hear 3?
    none       | he bid 3 ETH
    none       | current bid is 3 ETH
    none       | I bid 2 ETH yesterday
    none       | he said "I bid 2 ETH"
    none       | this is worth 2 ETH
    none       | Love this piece
    none       | nice bid!
    none       | what a bid!
    none       | What's the current bid?
    none       | How do I bid?
    none       | Is it still 2 ETH?
    none       | Can I bid 2 ETH?
    none       | Would you take 2 ETH?
    none       | would anyone pay 5 ETH for this
    none       | who bid 3 ETH
    none       | who would pay 3 eth for a jpeg
    none       | It went for 3 ETH
    none       | He said he'd bid 3 ETH
    none       | my friend bid 2 ETH
    none       | Alice bids 3 ETH
    none       | The current bid is 3 ETH
    none       | highest bid: 3 ETH
    none       | current price 3 ETH
    none       | floor is 2 ETH
    none       | I bought one for 2 ETH
    none       | I bid 2 ETH last week
    none       | I had bid 2 ETH
    none       | I already bid 2 ETH
    none       | I've bid 2 ETH
    none       | I was going to bid 2 ETH
    none       | I was bidding 2 ETH
    none       | I'll bid 2 ETH later
    none       | tomorrow I'll bid 3 ETH
    none       | I will bid 2 ETH tonight
    none       | maybe I'll bid 2 ETH tomorrow
    none       | If nobody else bids, I bid 2 ETH
    none       | I bid 2 ETH if it comes with the print
    none       | I'd bid 2 ETH if I had it
    none       | I could bid 2 ETH
    none       | I might bid 2 ETH
    none       | I won't bid 2 ETH
    none       | I would never pay 2 ETH
    none       | no way I'm paying 2 ETH
    none       | I never bid 2 ETH
    none       | I don't bid 2 ETH
    none       | not 2 ETH
    none       | sure, I'll bid 1000 ETH, in your dreams
    none       | I retract my bid of 2 ETH
    none       | cancel my 2 ETH bid
    none       | I withdraw my bid
    none       | I bid 2 ETH. Cancel that, I withdraw
    none       | 2 ETH going once, going twice
    none       | do I hear 3 ETH?
    none       | who will give me 3 ETH
    none       | I have 3 ETH, do I hear 4?
    none       | looking for 3 ETH
    none       | any advance on 3 ETH
    none       | fair warning at 3 ETH
    none       | Send 1 ETH get 2 ETH back
    none       | FREE AIRDROP claim 2 ETH now
    none       | Giveaway! 5 ETH to one lucky winner
    none       | I bid zero
    none       | bid 0 eth
    none       | "2 ETH"
    none       | > I bid 2 ETH
    none       | > I bid 2 ETH⏎lol nice
    none       | “I bid 2 ETH” is what he said
    none       | I said "bid 2 ETH"
  `);
});

describe('clause 1: a present offer in the first person', () => {
  testReadings(`
    2 ETH      | bid 2
    3 ETH      | I'll go 3
    4 ETH      | make it 4 eth!
    2 ETH      | pujo 2 eth
    3 ETH      | 🔥 3 ETH 🔥
    2 ETH      | bid two ETH
    2.5 ETH    | dos y medio ETH
    2 ETH      | opening at 2 ETH
    2 ETH      | gm⏎2 ETH⏎thanks
    2 ETH      | my bid is 2 ETH
    2 ETH      | put me down for 2 ETH
    2 ETH      | my bid: 2
    2 ETH      | bid 2 please
    2 ETH      | 2ETH
    2 ETH      | bid 2eth
    2 ETH      | I love this! 2 ETH
    2 ETH      | 2 ETH 2 ETH 2 ETH
    12 ETH     | twelve ether
    25 ETH     | twenty-five ETH
    2.5 ETH    | two point five ETH
    1 ETH      | one eth
    2 ETH      | 2 ethereum
    2 ETH      | 2 eht
    2 ETH      | 2 etherium
    2 ETH      | BID 2 ETH!!!
    2 ETH      | bid  2   eth
    2 ETH      | Bid:⏎2 ETH
    2 ETH      | bid = 2 ETH
    2 ETH      | bid -> 2 ETH
    2 ETH      | bid – 2 ETH
    2 ETH      | I'll take it for 2 ETH
    2 ETH      | I'm in for 2 ETH
    2 ETH      | I'm in at 2 ETH
    2 ETH      | count me in for 2 ETH
    2 ETH      | I offer 2 ETH
    2 ETH      | offering 2 ETH
    2 ETH      | bidding 2 ETH
    2 ETH      | I'm bidding 2 ETH
    2 ETH      | I am bidding 2 ETH on this one
    2 ETH      | raising to 2
    2 ETH      | going 2 ETH
    2 ETH      | let's go 2 ETH
    2 ETH      | here's 2 ETH
    2 ETH      | 2 ETH bid
    2 ETH      | 2 ETH is my bid
    2 ETH      | 2 ETH from me
    2 ETH      | 2 ETH please
    2 ETH      | 2 ETH 🙏
    2 ETH      | gm ser, 2 ETH
    2 ETH      | placing a bid of 2 ETH
    2 ETH      | I place a bid of 2 ETH
    2 ETH      | please accept my bid of 2 ETH
    2 ETH      | my final offer is 2 ETH
    2 ETH      | final offer: 2 ETH
    2 ETH      | I open at 2 ETH
    2 ETH      | I'll open with 2 ETH
    2 ETH      | This piece is amazing I bid 2 ETH
    2 ETH      | He bid 1 ETH but I bid 2 ETH
    2 ETH      | The floor is 1 ETH. I bid 2 ETH.
    2 ETH      | I bid 2 ETH. When does this end?
    2 ETH      | 0002 ETH
  `);
});
