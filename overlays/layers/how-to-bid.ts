import type { ShowState } from '../../engine/domain/show.js';
import type { HowToBidPlace } from '../layout/places.js';
import { palette } from '../theme/tokens.js';
import { type } from '../theme/typography.js';
import type { Easel } from './easel.js';
import { Group } from './group.js';
import { Paragraph } from './paragraph.js';

type HowToBidText = ShowState['howToBid'];

/** How to bid, with its example beside or below. */
export class HowToBid extends Group {
  /** Takes over what is said; undefined clears it. */
  readonly set: (how: HowToBidText | undefined) => void;

  /** @param color - of the sentence; the example is set in gold */
  constructor(easel: Easel, place: HowToBidPlace, color: string) {
    super(easel);
    if (place.kind === 'line') {
      const line = this.line(place);
      this.set = (how) => line.set(how ? inOneLine(how, place.size, color) : []);
      return;
    }
    const text = this.with(new Paragraph(easel, place.text));
    const example = this.line(place.example);
    const style = type.italic(place.example.size, palette.gold);
    this.set = (how) => {
      text.set(how?.text ?? '', type.sans(place.text.size, 400, color));
      example.set(how ? [{ text: how.example, style, elastic: true }] : []);
    };
  }
}

const inOneLine = ({ text, example }: HowToBidText, size: number, color: string) => [
  { text, style: type.sans(size, 400, color), elastic: true },
  { text: '·', style: type.sans(size, 600, palette.third), gap: 16 },
  { text: example, style: type.sans(size, 400, palette.gold), gap: 16 },
];
