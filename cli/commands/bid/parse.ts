import { Args, Flags } from '@oclif/core';
import { parseBidText } from '../../../engine/domain/bid-text/parse-bid-text.js';
import type { BidTextOptions } from '../../../engine/domain/bid-text/parse-bid-text.js';
import { CURRENCIES } from '../../../engine/domain/bid-text/reading.js';
import { AuctionCommand } from '../../auction-command.js';
import { answerBidLines, describeReading } from '../../answer-bid-lines.js';

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
      return answerBidLines(process.stdin, process.stdout, options, flags.json);
    }
    const reading = parseBidText(text, options);
    this.log(flags.json ? JSON.stringify(reading) : describeReading(reading));
  }
}
