import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Args } from '@oclif/core';
import { parseLabelledTexts } from '../../../config/labelled-texts.js';
import { readText } from '../../../config/yaml.js';
import { scoreReadings } from '../../../engine/domain/bid-text/score-readings.js';
import type { ClassScore, Miss, Score } from '../../../engine/domain/bid-text/score-readings.js';
import { AuctionCommand } from '../../auction-command.js';

/** The kept set; the same place beside this file in a checkout and in a build. */
const KEPT = fileURLToPath(new URL('../../../engine/testing/bid-texts/', import.meta.url));

export default class BidScore extends AuctionCommand {
  static override summary = 'Score the reader of bids on labelled texts.';
  static override description =
    'FILE holds a text a line, as JSON: {"id","text","kind","class"}, and for a bid "amount", ' +
    '"currency" and, where the words name one, "lot". Without it, the set that comes with the ' +
    'program is read. A false bid is a text read as a bid that it does not make.';
  static override examples = [
    '<%= config.bin %> bid score',
    '<%= config.bin %> bid score my-texts.jsonl --json',
  ];
  static override args = {
    file: Args.string({ description: 'labelled texts, as JSON Lines', ignoreStdin: true }),
  };

  async run(): Promise<Score> {
    const { args } = await this.parse(BidScore);
    const files = args.file === undefined ? keptFiles() : [args.file];
    const score = scoreReadings(
      files.flatMap((file) => parseLabelledTexts(readText(file, 'INPUT_MISSING'), file)),
    );
    this.log('%s', report(score).join('\n'));
    return score;
  }
}

const keptFiles = (): readonly string[] =>
  readdirSync(KEPT)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => `${KEPT}${name}`);

function report({ texts, classes, falseBids, misses }: Score): readonly string[] {
  const right = classes.reduce((sum, one) => sum + one.right, 0);
  const wrong = [
    ...falseBids.map((miss) => missLine('FALSE BID', miss)),
    ...misses.map((miss) => missLine('missed', miss)),
  ];
  return [
    row('CLASS', 'TEXTS', 'RIGHT', 'BIDS', 'PRECISION', 'RECALL'),
    ...classes.map(classRow),
    '',
    ...wrong,
    `${right} of ${texts} texts read as labelled, ${falseBids.length} false bids.`,
  ];
}

const classRow = ({ class: name, texts, right, tp, fn, precision, recall }: ClassScore): string =>
  row(name, `${texts}`, `${right}`, `${tp + fn}`, precision.toFixed(3), recall.toFixed(3));

const row = (name: string, ...figures: readonly string[]): string =>
  [name.padEnd(18), ...figures.map((figure) => figure.padStart(9))].join(' ');

/** The texts are strangers': as JSON, they steer no terminal. */
const missLine = (what: string, { id, text, expected, read }: Miss): string =>
  `${what}: ${id} ${JSON.stringify(text).replace(/[^\x20-\x7e]/g, escapeUnit)}: expected ${expected}, read ${read}`;

const escapeUnit = (unit: string): string =>
  `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
