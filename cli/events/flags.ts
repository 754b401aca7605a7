import { Errors, Flags } from '@oclif/core';
import { EVENT_KINDS } from '../../engine/app/book/event-filter.js';
import type { Instant } from '../../engine/domain/ids.js';
import { houseFlags } from '../flags.js';
import { parseInstant } from './parse-instant.js';

const instant = Flags.custom<Instant>({
  parse: async (text) => {
    const at = parseInstant(text, new Date());
    if (at !== undefined) return at;
    throw new Errors.CLIError(
      `Expected a time such as 10m (ago), 20:15 or 2026-11-23T20:15:00Z, got "${text}".`,
      { exit: 2 },
    );
  },
});

/** Which book: the folder, and the auction in it. */
export const bookFlags = {
  ...houseFlags,
  auction: Flags.string({ summary: 'id of the auction', defaultHelp: async () => 'the newest' }),
};

/** Which of its events. */
export const filterFlags = {
  lot: Flags.integer({ summary: 'about the lot with this number', min: 1 }),
  kind: Flags.string({
    summary: 'of this kind; may be said more than once',
    description: `One of ${EVENT_KINDS.join(', ')}.`,
    multiple: true,
    delimiter: ',',
  }),
  since: instant({ summary: 'no earlier than: 10m (ago), 20:15, 2026-11-23T20:15:00Z' }),
  until: instant({ summary: 'no later than' }),
};
