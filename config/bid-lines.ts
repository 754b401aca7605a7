import { z } from 'zod';
import { SothebaisError } from '../engine/domain/errors.js';
import type { BidId, DeskId, LotId, Paddle } from '../engine/domain/ids.js';
import type { Bid } from '../engine/domain/lot/lot.js';
import type { LotMove } from '../engine/domain/moves.js';
import { ethAmount, seconds } from './amounts.js';
import { isoInstant } from './instant.js';

/** How far a control moves the close where it does not say. */
const EXTENSION_SECONDS = 60;

const id = z.string().min(1).max(200);
const amount = z
  .unknown()
  .refine((value) => typeof value !== 'number', 'Expected an amount as text, such as "1.1".')
  .pipe(ethAmount);

const bidLine = z
  .strictObject({
    id,
    lot: id,
    at: isoInstant,
    placedAt: isoInstant.optional(),
    bidder: id,
    amount,
    max: amount.optional(),
    source: z.enum(['post', 'chat', 'chain', 'operator']).default('post'),
  })
  .refine(({ amount, max }) => max === undefined || max >= amount, {
    path: ['max'],
    message: 'Expected a maximum that is not below the amount.',
  });

const controlLine = z
  .strictObject({
    at: isoInstant,
    lot: id,
    move: z.enum(['open', 'pause', 'resume', 'extend', 'hammer', 'withdraw', 'void']),
    bid: id.optional(),
    seconds: seconds.optional(),
  })
  .refine(({ move, bid }) => move !== 'void' || bid !== undefined, {
    path: ['bid'],
    message: 'Expected the id of the bid to void.',
  });

/** A line of BIDS: a bid, or what the auctioneer's desk asks of a lot. */
export type BidLine =
  | { readonly kind: 'bid'; readonly line: number; readonly bid: Bid }
  | { readonly kind: 'move'; readonly line: number; readonly move: LotMove };

/**
 * Reads BIDS, as JSON Lines in order of receipt. Empty lines are passed over.
 *
 * @throws SothebaisError `INPUT_INVALID`, naming file, line and key
 */
export function parseBidLines(text: string, name: string): readonly BidLine[] {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  return lines.flatMap((content, i): BidLine[] => {
    if (content.trim() === '') return [];
    const line = i + 1;
    const value = parseJson(content, `${name} line ${line}`);
    return typeof value === 'object' && value !== null && 'move' in value
      ? [
          {
            kind: 'move',
            line,
            move: toMove(check(controlLine, value, `${name} line ${line}`), line),
          },
        ]
      : [{ kind: 'bid', line, bid: toBid(check(bidLine, value, `${name} line ${line}`)) }];
  });
}

function parseJson(content: string, where: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch (cause) {
    throw new SothebaisError('INPUT_INVALID', `${where}: Expected one JSON object.`, { cause });
  }
}

function check<Schema extends z.ZodType>(schema: Schema, value: unknown, where: string) {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const path = issue?.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : issue?.path;
  const key = path?.length ? `, ${path.map(String).join('.')}` : '';
  const said = issue?.code === 'unrecognized_keys' ? 'There is no such key.' : issue?.message;
  throw new SothebaisError('INPUT_INVALID', plain(`${where}${key}: ${said ?? 'Expected a bid.'}`));
}

/** What a stranger wrote may be long, or steer the terminal that shows it. */
const plain = (message: string): string => message.slice(0, 300).replace(/\p{C}/gu, '·');

function toBid(read: z.output<typeof bidLine>): Bid {
  return {
    id: read.id as BidId,
    lotId: read.lot as LotId,
    paddle: read.bidder as Paddle,
    amountWei: read.amount,
    ...(read.max === undefined ? {} : { maxWei: read.max }),
    source: read.source,
    placedAt: read.placedAt ?? read.at,
    receivedAt: read.at,
  };
}

function toMove(read: z.output<typeof controlLine>, line: number): LotMove {
  const desk = { id: `desk-line-${line}` as DeskId, by: 'rehearsal', why: '' };
  const common = { lotId: read.lot as LotId, at: read.at, desk };
  switch (read.move) {
    case 'open':
      return { kind: 'open-lot', ...common };
    case 'hammer':
      return { kind: 'hammer-lot', ...common };
    case 'pause':
      return { kind: 'pause-lot', ...common };
    case 'resume':
      return { kind: 'resume-lot', ...common };
    case 'extend':
      return { kind: 'extend-lot', ...common, byMs: read.seconds ?? EXTENSION_SECONDS * 1000 };
    case 'withdraw':
      return { kind: 'withdraw-lot', ...common };
    case 'void':
      return { kind: 'void-bid', ...common, bidId: read.bid as BidId };
  }
}
