import { Args } from '@oclif/core';
import type { BidStory } from '../../../engine/app/book/bid-story.js';
import { readStory } from '../../../engine/app/book/story.js';
import { AuctionCommand } from '../../auction-command.js';
import { tableWidth } from '../../desk/columns.js';
import { storyPage } from '../../desk/say-story.js';
import { bookFlags } from '../../events/flags.js';
import { houseFolder } from '../../house-folder.js';

/** As wide as a line of a pipe may be, so that it can be read. */
const PIPE_WIDTH = 100;

export default class BidShow extends AuctionCommand {
  static override summary =
    'Tell the whole story of one bid: post, ruling, what followed, replies, frame on air.';
  static override description = 'Reads the book and the outbox, whether the house runs or not.';
  static override examples = [
    '<%= config.bin %> bid show post-1790000000000000001',
    '<%= config.bin %> bid show 0x41b2… --json',
    '<%= config.bin %> bid show 412',
  ];
  static override args = {
    bid: Args.string({
      description: "the bid's id, the id of its post, its transaction, or its event's number",
      required: true,
    }),
  };
  static override flags = bookFlags;

  async run(): Promise<BidStory> {
    const { args, flags } = await this.parse(BidShow);
    const { readFolderBook } = await import('../../wire-pages.js');
    const story = await readFolderBook(houseFolder(flags.data), flags.auction, (book) =>
      readStory(book, args.bid),
    );
    const width = Math.min(tableWidth(), Math.max(PIPE_WIDTH, process.stdout.columns || 0));
    this.log('%s', storyPage(story, width).join('\n'));
    return story;
  }
}
