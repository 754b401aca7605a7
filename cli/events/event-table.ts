import { eventLine } from '../../engine/app/book/event-line.js';
import type { Roster } from '../../engine/app/desk/names.js';
import type { Entry } from '../../engine/ports/ledger.js';
import { timeOfDay } from '../desk/columns.js';
import { fixedTable, sequenceCells } from '../desk/fixed-table.js';
import { roundedDown } from '../desk/say-bidder.js';

/** Events as a table for people. */
export interface EventTable {
  readonly head: string;
  row(roster: Roster, entry: Entry): string;
}

/**
 * Makes a table of events.
 *
 * @param width - cells of the terminal; Infinity in a pipe
 * @param length - how many events the book has by now
 */
export function eventTable(width: number, length: number): EventTable {
  const columns = [
    { name: 'TIME', cells: [8, 8] },
    { name: '#', side: 'right', cells: sequenceCells(length) },
    { name: 'LOT', cells: [3, 3] },
    { name: 'WHAT', cells: [22, 28], gives: true },
    { name: 'ETH', side: 'right', cells: [8, 10] },
    { name: 'WHO', cells: [11, 16] },
  ] as const;
  const { head, row } = fixedTable(columns, 'CAUSE', width);
  return {
    head,
    row: (roster, entry) => {
      const { lot, what, amountEth, who } = eventLine(roster, entry);
      return row([
        timeOfDay(new Date(entry.event.at).toISOString()),
        String(entry.sequence),
        lot === null ? '' : String(lot),
        what,
        amountEth === null ? '' : roundedDown(amountEth),
        who ?? '',
        entry.cause,
      ]);
    },
  };
}
