import type { BidView, ShowState } from '../../../domain/show.js';
import { panelOf, type Panel } from './panel.js';

/** The element of that id in the page, which always has it. */
export function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found;
}

/** Sets text, and only where it changes: what strangers wrote stays text. */
export function say(id: string, text: string): void {
  const element = part(id);
  if (element.textContent !== text) element.textContent = text;
}

/** Draws what a state says, all but its clock. */
export function drawShow(show: ShowState): void {
  document.body.dataset['scene'] = show.scene;
  document.title = `${show.auction.title} · SothebAIs`;
  say('auction', show.auction.title);
  say('subtitle', show.auction.subtitle);
  say('watching', show.live.watching > 0 ? show.live.watching.toLocaleString('en') : '');
  drawBids(show.lot?.bids ?? []);
  const { text, example } = show.howToBid;
  part('how').hidden = text === '';
  say('how-text', text);
  say('example', example);
  part('example').hidden = example === '';
  say('heard', heard(show));
}

/** Draws the lot's figures and its clock, as they are now. */
export function drawPanel(show: ShowState, nowMs: number): void {
  const panel = panelOf(show, nowMs);
  for (const [id, key] of WORDS) say(id, panel[key]);
  part('money').hidden = panel.amount === '';
  part('price').dataset['size'] = sizeOf(panel.amount);
  part('time').dataset['kind'] = /\d/.test(panel.time) ? 'clock' : 'word';
  part('bar').hidden = panel.left === undefined;
  part('left').style.transform = `scaleX(${panel.left ?? 0})`;
}

const WORDS = [
  ['number', 'number'],
  ['of', 'of'],
  ['title', 'title'],
  ['artist', 'artist'],
  ['price-label', 'priceLabel'],
  ['amount', 'amount'],
  ['name', 'name'],
  ['paddle', 'paddle'],
  ['clock-label', 'clockLabel'],
  ['time', 'time'],
  ['clock-note', 'clockNote'],
  ['asking', 'asking'],
] as const satisfies readonly (readonly [string, Exclude<keyof Panel, 'left'>])[];

/** Prices of eighteen places are rare, and fit all the same. */
function sizeOf(amount: string): string {
  if (amount.length <= 6) return 'usual';
  return amount.length <= 12 ? 'long' : 'longest';
}

function drawBids(bids: readonly BidView[]): void {
  const body = part('bids');
  const ids = bids.map(({ id }) => id).join(' ');
  if (body.dataset['ids'] === ids) return;
  body.dataset['ids'] = ids;
  body.replaceChildren(...bids.map(row));
}

function row({ amountEth, name, source }: BidView): HTMLTableRowElement {
  const line = document.createElement('tr');
  for (const text of [amountEth, name, source]) {
    const cell = document.createElement('td');
    cell.textContent = text;
    line.append(cell);
  }
  return line;
}

/** What a reader of the page hears of a new high bid. */
function heard({ lot }: ShowState): string {
  if (!lot?.priceEth || !lot.highBidder) return '';
  const what = lot.phase === 'sold' ? 'Sold for' : 'High bid';
  return `${what} ${lot.priceEth} ETH, ${lot.highBidder.name}`;
}
