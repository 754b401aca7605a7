import type { HostMood, LotView, ShowState } from '../../engine/domain/show.js';
import { aBidView, aLotView, aShow, NOW } from '../../engine/testing/sample-status.js';

/** A state and when it is published. */
export interface Published {
  readonly atMs: number;
  readonly show: ShowState;
}

/** Some of a state; a key that is undefined is taken away, as it is on its way to the browser. */
type Over<State> = { readonly [Key in keyof State]?: State[Key] | undefined };

/**
 * A whole evening in half a minute: every scene, bids that follow one another closely, fair
 * warning taken back and given again, hammer and pass, the host speaking, and cuts into
 * transitions that were under way.
 */
export function anEvening(): readonly Published[] {
  const evening = new Evening();
  openDoors(evening);
  sellFirstLot(evening);
  passSecondLot(evening);
  close(evening);
  return evening.published;
}

const CATALOGUE = ['Tidewater', 'Night Garden', 'Undertow', 'Paper City'].map((title, i) => ({
  ...{ number: i + 1, title, artist: 'Mara Ellison', artwork: `work-${i + 1}`, openingEth: '1' },
}));
const SOLD = { outcome: 'sold', hammerEth: '1.9', winnerName: '@cy' } as const;

function openDoors(evening: Evening): void {
  evening.publish({ catalogue: CATALOGUE }, 1_500);
  evening.say('welcoming', 'Good evening, and welcome.');
  evening.publish({}, 1_200);
  evening.say('welcoming', 'Four works tonight. Look your fill.');
  evening.publish({ scene: 'catalogue' }, 2_500);
}

function sellFirstLot(evening: Evening): void {
  const { nowMs } = evening;
  evening.hang(1);
  evening.change({ phase: 'previewed', opensAtMs: nowMs + 900 }, 900, { scene: 'lot' });
  evening.say('selling', 'Lot one, Tidewater. Who starts us at one?');
  evening.change({ phase: 'open', closesAtMs: nowMs + 7_900 }, 900);
  evening.bid('1', 700);
  evening.bid('1.1', 120);
  evening.bid('1.25', 60);
  evening.say(
    'selling',
    'One and a quarter! And now, in no hurry, who has one point three for it?',
  );
  evening.bid('1.3', 900);
  evening.publish({ live: { watching: 1_204 } }, 300);
  evening.say('warning', 'Fair warning.');
  evening.change({ phase: 'fair-warning' }, 1_300, { scene: 'fair-warning' });
  evening.bid('1.75', 0);
  evening.change({ phase: 'open' }, 700, { scene: 'lot' });
  evening.change({ phase: 'paused', closesAtMs: undefined }, 400);
  const closesAtMs = evening.nowMs + 1_500;
  evening.change({ phase: 'fair-warning', warnings: 2, closesAtMs }, 1_700, {
    scene: 'fair-warning',
  });
  evening.change({ phase: 'closing' }, 500);
  evening.say('hammer', 'Sold!');
  evening.change({ phase: 'sold', settlement: { state: 'pending' } }, 1_500, { scene: 'hammer' });
  const settlement = { state: 'settled', txHash: `0x${'ab'.repeat(32)}` } as const;
  const catalogue = CATALOGUE.map((row, i) => (i === 0 ? { ...row, ...SOLD } : row));
  evening.change({ settlement }, 700, { catalogue });
}

function passSecondLot(evening: Evening): void {
  evening.hang(2);
  evening.say('selling', 'Lot two. Eine zweite Runde, bitte: 宇宙 🌊');
  evening.change({ phase: 'open', closesAtMs: evening.nowMs + 1_000 }, 1_100, { scene: 'lot' });
  evening.say('consoling', 'We pass, with thanks.', 700);
  // Each of these cuts into the dip before it.
  evening.change({ phase: 'passed' }, 200, { scene: 'passed' });
  evening.publish({ scene: 'catalogue' }, 150);
  evening.publish({ scene: 'standby', lot: undefined }, 900);
}

function close(evening: Evening): void {
  evening.say('idle', 'Thank you, and good night.', 900);
  const catalogue = CATALOGUE.map((row) => ({ ...row, ...SOLD }));
  evening.publish({ scene: 'credits', catalogue }, 2_400);
  evening.publish({ scene: 'test-card' }, 1_500);
  evening.publish({ scene: 'standby' }, 700);
  evening.publish({}, 0);
}

/** Publishes states one after another, each some time after the one before. */
class Evening {
  readonly published: Published[] = [];
  nowMs = NOW;
  #show = aShow();
  #lot = aLotView();

  /** Publishes the state as it is with `over`, then lets time pass. */
  publish(over: Over<ShowState>, thenMs: number): void {
    const { scene = this.#show.scene } = over;
    const sceneSinceMs = scene === this.#show.scene ? this.#show.sceneSinceMs : this.nowMs;
    const revision = this.#show.revision + 1;
    this.#show = asTold({ ...this.#show, ...over, sceneSinceMs, revision });
    this.published.push({ atMs: this.nowMs, show: this.#show });
    this.nowMs += thenMs;
  }

  /** Has the host say something with the next state. */
  say(mood: HostMood, text: string, lastsMs = 1_600): void {
    const line = { text, sinceMs: this.nowMs, untilMs: this.nowMs + lastsMs };
    this.#show = { ...this.#show, host: { name: 'Aurelia', mood, line } };
  }

  /** Puts up a lot that nobody has bid on yet. */
  hang(number: number): void {
    this.#lot = asTold<LotView>({
      ...aLotView({ number, artwork: `work-${number}`, bids: [], bidCount: 0 }),
      ...{ title: CATALOGUE[number - 1]?.title, opensAtMs: this.nowMs },
      ...{ priceEth: undefined, highBidder: undefined, closesAtMs: undefined },
    });
  }

  change(over: Over<LotView>, thenMs: number, rest: Over<ShowState> = {}): void {
    const isNews = over.phase !== undefined && over.phase !== this.#lot.phase;
    const phaseSinceMs = isNews ? this.nowMs : this.#lot.phaseSinceMs;
    this.#lot = asTold({ ...this.#lot, ...over, phaseSinceMs });
    this.publish({ ...rest, lot: this.#lot }, thenMs);
  }

  /** A bid that leaves at least four seconds on the clock. */
  bid(amountEth: string, thenMs: number): void {
    const { bids, bidCount, extensions, closesAtMs = 0 } = this.#lot;
    const name = `@bidder_${bidCount}`;
    const placed = aBidView({ id: `bid-${bidCount}`, amountEth, name, atMs: this.nowMs });
    const leastMs = this.nowMs + 4_000;
    const over = {
      ...{ priceEth: amountEth, askEth: `${amountEth}5`, highBidder: { name, paddle: '114' } },
      ...{ bids: [placed, ...bids].slice(0, 8), bidCount: bidCount + 1 },
      ...{ closesAtMs: Math.max(closesAtMs, leastMs), reserveMet: bidCount > 1 },
    };
    this.change({ ...over, extensions: extensions + (closesAtMs < leastMs ? 1 : 0) }, thenMs);
  }
}

/** A state as the browser hears it: each time other objects, without what is undefined. */
const asTold = <State>(over: Over<State>): State => JSON.parse(JSON.stringify(over)) as State;
