import type { ShowState } from '../../../domain/show.js';
import { panelOf, rowsOf, type Panel, type Row } from './panel.js';

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
  drawRows(show);
  const { text, example } = show.howToBid;
  part('how').hidden = text === '' || show.scene === 'credits';
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
  part('price').dataset['size'] = sizeOf(panel.amount, 6, 12);
  part('title').dataset['size'] = sizeOf(panel.title, 40, 80);
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

/** Prices of eighteen places and titles of three lines are rare, and fit all the same. */
function sizeOf(text: string, usual: number, long: number): string {
  if (text.length <= usual) return 'usual';
  return text.length <= long ? 'long' : 'longest';
}

function drawRows(show: ShowState): void {
  const body = part('rows');
  const rows = rowsOf(show);
  const seen = JSON.stringify(rows);
  if (body.dataset['seen'] === seen) return;
  body.dataset['seen'] = seen;
  body.replaceChildren(...rows.map(lineOf));
  const isOver = show.scene === 'credits';
  say('rows-label', isOver ? 'Results, by lot' : 'Bids, newest first');
  say('name-label', isOver ? 'Title' : 'Bidder');
  say('note-label', isOver ? 'Sold to' : 'By');
}

function lineOf(row: Row): HTMLTableRowElement {
  const line = document.createElement('tr');
  for (const text of row) {
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
