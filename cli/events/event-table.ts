import { eventLine } from '../../engine/app/event-line.js';
import type { Roster } from '../../engine/app/desk/names.js';
import type { Entry } from '../../engine/ports/ledger.js';
import { fit } from '../desk/columns.js';
import { roundedDown } from '../desk/say-bidder.js';
import { plainText } from '../tui/plain-text.js';

/** Events in columns whose widths are fixed before the first is known, for they come one by one. */
export interface EventTable {
  readonly head: string;
  row(roster: Roster, entry: Entry): string;
}

const GAP = 2;
const TIME = 8;
const LOT = 3;
const [WHAT, WHAT_WIDE] = [24, 28];
const [AMOUNT, AMOUNT_WIDE] = [8, 10];
const [WHO, WHO_WIDE] = [11, 16];
const [CAUSE_LEAST, CAUSE_MOST] = [10, 84];
const WIDE = 104;

/**
 * A table of events.
 *
 * @param width - cells of the terminal; Infinity in a pipe
 * @param longest - the highest sequence there is by now
 */
export function eventTable(width: number, longest: number): EventTable {
  const isWide = width >= WIDE;
  const sequence = Math.max(4, String(longest).length);
  const [what, amount, who] = isWide ? [WHAT_WIDE, AMOUNT_WIDE, WHO_WIDE] : [WHAT, AMOUNT, WHO];
  const taken = [TIME, sequence, LOT, what, amount, who].reduce((sum, cell) => sum + cell + GAP, 0);
  const cause = Math.min(CAUSE_MOST, Math.max(CAUSE_LEAST, width - taken));
  // A long sequence in a narrow terminal is made room for where words can best give way.
  const over = Math.max(0, taken + cause - width);
  const widths = [TIME, sequence, LOT, Math.max(10, what - over), amount, who, cause];
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => fit(cell, widths[i] ?? 0, RIGHT.includes(i)))
      .join(' '.repeat(GAP))
      .trimEnd();
  return {
    head: line(['TIME', '#', 'LOT', 'WHAT', 'ETH', 'WHO', 'CAUSE']),
    row: (roster, entry) => {
      const { lot, what: words, amountEth, who: name } = eventLine(roster, entry);
      return line([
        timeOf(entry.event.at),
        String(entry.sequence),
        lot === null ? '' : String(lot),
        words,
        amountEth === null ? '' : roundedDown(amountEth),
        name === null ? '' : plainText(name),
        middleCut(plainText(entry.cause), cause),
      ]);
    },
  };
}

const RIGHT = [1, 2, 4];

const timeOf = (at: number): string => new Date(at).toLocaleTimeString('en-GB', { hour12: false });

/** Ids are told apart by their ends: what must go goes from the middle. */
function middleCut(text: string, width: number): string {
  if (text.length <= width) return text;
  const head = Math.min(text.indexOf('-') + 1 || 2, Math.floor(width / 2));
  return `${text.slice(0, head)}…${text.slice(text.length - (width - head - 1))}`;
}
