import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { parseBidText } from '../engine/domain/bid-text/parse-bid-text.js';
import type { BidTextOptions } from '../engine/domain/bid-text/parse-bid-text.js';
import type { Reading } from '../engine/domain/bid-text/reading.js';
import { SothebaisError } from '../engine/domain/errors.js';

/** One line of input: what to read, and what to call it in the answer. */
interface Request {
  /** As JSON, digit for digit: ids of posts are longer than a number can hold. */
  readonly id: string;
  readonly text: string;
}

/**
 * Reads JSON Lines `{"id","text"}` and answers each, in order, before it reads on: memory stays
 * flat whatever the length.
 *
 * @throws SothebaisError INPUT_INVALID at the first broken line, naming it; those before are answered
 */
export async function answerBidLines(
  input: Readable,
  output: Writable,
  options: BidTextOptions,
  asJson: boolean,
): Promise<void> {
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    number += 1;
    if (line.trim() === '') continue;
    const { id, text } = parseRequest(line, number);
    const reading = parseBidText(text, options);
    const answer = asJson
      ? `{"id":${id},${JSON.stringify(reading).slice(1)}`
      : `${id}\t${describeReading(reading)}`;
    if (!output.write(`${answer}\n`)) await once(output, 'drain');
  }
}

function parseRequest(line: string, number: number): Request {
  const ids = new Map<unknown, string>();
  const value = parseJson(line, ids);
  if (typeof value !== 'object' || value === null) {
    throw broken(number, 'expected a JSON object with "id" and "text"');
  }
  const { text } = value as { text?: unknown };
  const id = ids.get(value);
  if (id === undefined) throw broken(number, 'expected "id" to be a string or a number');
  if (typeof text !== 'string') throw broken(number, 'expected "text" to be a string');
  return { id, text };
}

/** @param ids - collects, for each object, its `id` as the JSON it was written in */
function parseJson(line: string, ids: Map<unknown, string>): unknown {
  function keepId(this: unknown, key: string, value: unknown, context?: { source?: string }) {
    if (key === 'id' && (typeof value === 'number' || typeof value === 'string')) {
      ids.set(this, context?.source ?? JSON.stringify(value));
    }
    return value;
  }
  try {
    return JSON.parse(line, keepId) as unknown;
  } catch {
    return undefined;
  }
}

const broken = (number: number, why: string): SothebaisError =>
  new SothebaisError('INPUT_INVALID', `Line ${number} of standard input is broken: ${why}.`, {
    details: { line: number },
  });

/** A reading in words, for people. */
export function describeReading(reading: Reading): string {
  if (reading.kind !== 'bid') return `${reading.kind}: ${reading.reason}`;
  const lot = reading.lot === undefined ? '' : ` on lot ${reading.lot}`;
  return `bid of ${reading.amount} ${reading.currency}${lot}: ${reading.reason}`;
}
