import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { Args, Flags } from '@oclif/core';
import { parseBidText } from '../../../engine/domain/bid-text/parse-bid-text.js';
import type { BidTextOptions } from '../../../engine/domain/bid-text/parse-bid-text.js';
import { CURRENCIES } from '../../../engine/domain/bid-text/reading.js';
import type { Reading } from '../../../engine/domain/bid-text/reading.js';
import { SothebaisError } from '../../../engine/domain/errors.js';
import { AuctionCommand } from '../../auction-command.js';

/** One line of input: what to read, and what to call it in the answer. */
interface Request {
  /** As JSON, digit for digit: ids of posts are longer than a number can hold. */
  readonly id: string;
  readonly text: string;
}

export default class BidParse extends AuctionCommand {
  static override enableJsonFlag = false;
  static override summary = 'Read what a text comes to: a bid, none, or a question to ask back.';
  static override description =
    "Reading is not acceptance: increments, money and the close are the floor's. With --stdin, " +
    'reads JSON Lines {"id","text"} and writes one line for each, in order.';
  static override examples = [
    '<%= config.bin %> bid parse "I bid 1.5 ETH" --json',
    '<%= config.bin %> bid parse --stdin --json < posts.jsonl',
  ];
  static override args = {
    text: Args.string({ description: 'words of one post', ignoreStdin: true }),
  };
  static override flags = {
    stdin: Flags.boolean({ description: 'read JSON Lines from standard input', default: false }),
    json: Flags.boolean({ description: 'write JSON', default: false }),
    currency: Flags.option({
      description: 'currency of a bid that names none',
      options: CURRENCIES,
      default: 'ETH' as const,
    })(),
    host: Flags.string({ description: "the host's own handle, with or without @" }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(BidParse);
    const options: BidTextOptions = {
      lotCurrency: flags.currency,
      ...(flags.host === undefined ? {} : { hostHandle: flags.host }),
    };
    const { text } = args;
    if ((text === undefined) !== flags.stdin) {
      this.error('Expected either a text or --stdin.', { exit: 2 });
    }
    if (text === undefined) {
      return readLines(process.stdin, process.stdout, options, flags.json);
    }
    const reading = parseBidText(text, options);
    this.log(flags.json ? JSON.stringify(reading) : describe(reading));
  }
}

/** Answers each line before it reads on, so that memory stays flat whatever the length. */
async function readLines(
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
      : `${id}\t${describe(reading)}`;
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

function describe(reading: Reading): string {
  if (reading.kind !== 'bid') return `${reading.kind}: ${reading.reason}`;
  return `bid of ${reading.amount} ${reading.currency}: ${reading.reason}`;
}
