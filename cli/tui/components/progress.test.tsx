import { renderToString } from 'ink';
import { render } from 'ink-testing-library';
import type { ComponentProps } from 'react';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { LotView, ShowState } from '../../../engine/domain/show.js';
import { aBidView, aLotView, aShow, aStatus, NOW } from '../../../engine/testing/sample-status.js';
import { aDestination, aStream } from '../../../engine/testing/sample-stream.js';
import { Progress } from './progress.js';

type Props = ComponentProps<typeof Progress>;

const progress = (props: Partial<Props> & Pick<Props, 'status'>) => (
  <Progress
    {...{ steps: [], isClosing: false, troubles: [], now: NOW, columns: 80, rows: 24 }}
    {...props}
  />
);

/** The picture as lines, without its colours. */
function draw(props: Partial<Props> & Pick<Props, 'status'>): string[] {
  const { columns = 80 } = props;
  return stripVTControlCharacters(renderToString(progress(props), { columns })).split('\n');
}

const shows = (lot: Partial<LotView>, over: Partial<ShowState> = {}) =>
  aStatus(aShow({ scene: 'lot', lot: aLotView(lot), ...over }));

/** Cells of a terminal that a line takes: wide characters take two, joined emoji one picture. */
function widthOf(line: string): number {
  const segments = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(line);
  return [...segments].reduce(
    (sum, { segment }) =>
      sum + (/[\p{Extended_Pictographic}\u3000-\u9fff\uac00-\ud7a3]/u.test(segment) ? 2 : 1),
    0,
  );
}

const LONG = 'The Unbearable Length of a Title That Nobody Thought to Shorten, Study IV'.repeat(2);
const SIZES = [
  { columns: 100, rows: 30 },
  { columns: 80, rows: 24 },
  { columns: 60, rows: 20 },
  { columns: 40, rows: 20 },
];

const PHASES: readonly [LotView['phase'], Partial<LotView>, string][] = [
  ['previewed', {}, 'in the catalogue'],
  ['open', {}, 'closes in 10 s'],
  ['open', { extensions: 2 }, 'closes in 10 s · extended ×2'],
  ['fair-warning', { closesAtMs: NOW + 2_000 }, 'FAIR WARNING · 2 s'],
  [
    'fair-warning',
    { closesAtMs: NOW + 2_000, extensions: 12 },
    'FAIR WARNING · 2 s · extended ×12',
  ],
  ['paused', {}, 'PAUSED'],
  ['sold', {}, 'SOLD'],
  ['sold', { settlement: { state: 'pending' } }, 'SOLD · settling on chain'],
  ['sold', { settlement: { state: 'settled' } }, 'SOLD · settled on chain'],
  ['sold', { settlement: { state: 'failed' } }, 'SOLD · could not be settled'],
  ['passed', {}, 'PASSED'],
  ['withdrawn', {}, 'WITHDRAWN'],
];

describe.each(SIZES)('the progress at $columns by $rows', (size) => {
  test.each(PHASES)('tells a lot that is %s', (phase, over, expected) => {
    const picture = draw({ ...size, status: shows({ phase, ...over }) }).join('\n');
    expect(picture).toContain(expected);
    expect(picture).toContain('Lot 1/3 Tidewater');
    expect(picture).toContain('1.1 ETH  asking 1.2');
  });

  test('is as tall in every phase, before the first lot, and with any number of bids', () => {
    const bids = Array.from({ length: 8 }, (_, i) => aBidView({ id: `bid-${i}` }));
    const heights = [
      draw({ ...size, status: aStatus(aShow()) }),
      draw({ ...size, status: shows({ bids }) }),
      draw({ ...size, status: shows({ bids: [], bidCount: 0 }) }),
      ...PHASES.map(([phase, over]) => draw({ ...size, status: shows({ phase, ...over }) })),
    ].map((lines) => lines.length);
    expect(new Set(heights).size).toBe(1);
    // With two troubles under it, and a line to spare for the prompt.
    expect(Math.max(...heights) + 2).toBeLessThan(size.rows);
  });

  test.each([
    ['long text', LONG],
    ['wide text', '入札者の長い名前'.repeat(12)],
    ['emoji', '👩‍👩‍👧🎨🔥'.repeat(20)],
  ])('cuts %s and never wraps', (_name, text) => {
    const status = shows(
      {
        title: text,
        highBidder: { name: text, paddle: '1' },
        priceEth: '100000.000000000000000001',
        bids: [
          aBidView({ name: text, amountEth: '100000.000000000000000001', source: 'operator' }),
        ],
      },
      {
        auction: { ...aShow().auction, title: text, soldCount: 12, totalEth: '1234.5' },
        host: { name: 'Aurelia', mood: 'idle', line: { text, sinceMs: 0, untilMs: NOW } },
      },
    );
    const lines = draw({ ...size, status, troubles: [text] });
    const usual = draw({ ...size, status: shows({}), troubles: ['X_FAILED: No.'] });
    expect(lines).toHaveLength(usual.length);
    for (const line of lines) expect(widthOf(line), line).toBeLessThanOrEqual(size.columns);
    expect(lines.join('\n')).toContain('12 sold · 1234.5 ETH');
  });
});

describe('the progress', () => {
  test('counts down to the first lot', () => {
    const picture = draw({ status: aStatus(aShow()) }).join('\n');
    expect(picture).toContain('Doors open in 6 s');
    expect(picture).toContain('no bids yet');
  });

  test('says that the first bid starts the clock', () => {
    const lot: Record<string, unknown> = { ...aLotView({ bids: [], bidCount: 0 }) };
    for (const key of ['closesAtMs', 'priceEth', 'highBidder']) Reflect.deleteProperty(lot, key);
    const status = aStatus(aShow({ scene: 'lot', lot: lot as unknown as LotView }));
    const picture = draw({ status }).join('\n');
    expect(picture).toContain('the first bid starts the clock');
    expect(picture).toContain('– ETH');
    expect(picture).toContain('no bid yet');
  });

  test.each([
    [true, '1 bid · reserve met'],
    [false, '1 bid · below reserve'],
  ])('tells whether the reserve is met: %s', (reserveMet, expected) => {
    expect(draw({ status: shows({ reserveMet }) }).join('\n')).toContain(expected);
  });

  test('shows the last four bids, amounts in a column', () => {
    const bids = ['10.5', '9', '8.25', '7', '6'].map((amountEth) =>
      aBidView({ id: amountEth, amountEth }),
    );
    const picture = draw({ status: shows({ bids }) }).join('\n');
    for (const row of ['10.5 @ada', '   9 @ada', '8.25 @ada', '   7 @ada'])
      expect(picture).toContain(`│ ${row}`);
    expect(picture).not.toContain('6 @ada');
  });

  test('tells how the stream stands', () => {
    const lines = draw({ status: shows({}) });
    expect(lines.at(-1)).toMatch(/● LIVE 1:05 · 1280×720@30 · 12\.3 MB +8 of 9 bids taken/);
  });

  test.each([
    [
      'a destination that is away, and repeated frames',
      aStream({ repeated: 3, destinations: [aDestination({ state: 'reconnecting' })] }),
      '● RECONNECTING 1:05 · 3 repeated',
    ],
    [
      'the one of several that is away',
      aStream({ destinations: [aDestination(), aDestination({ id: 'copy', state: 'failed' })] }),
      '● FAILED copy 1:05',
    ],
    ['a stream that goes nowhere', aStream({ destinations: [] }), '● OFF AIR 1:05'],
    [
      'the slate, and what is wrong, before all else',
      aStream({
        ...{ picture: 'slate', repeated: 3 },
        alarms: [
          { kind: 'slate', message: 'The slate.', sinceMs: NOW },
          { kind: 'silent', message: 'Silent.', sinceMs: NOW },
        ],
      }),
      '● LIVE 1:05 · slate · silent · 3 repeated',
    ],
  ])('tells of %s', (_name, stream, expected) => {
    expect(draw({ status: { ...shows({}), stream } }).join('\n')).toContain(expected);
  });

  test('lists the steps of opening, then the show in their place', () => {
    const steps = ['starting the queue', 'going on air'];
    expect(draw({ steps, status: undefined })).toEqual(['✓ starting the queue', '· going on air']);
    expect(draw({ steps, status: shows({}) }).join('\n')).not.toContain('going on air');
  });

  test('lists the steps of closing under the last picture', () => {
    const lines = draw({ steps: ['closing the floor'], isClosing: true, status: shows({}) });
    expect(lines.at(-1)).toBe('· closing the floor');
  });

  test('changes the clock alone from one second to the next', () => {
    const { frames, rerender, unmount } = render(progress({ status: shows({}) }));
    rerender(progress({ status: shows({}), now: NOW + 1_000 }));
    const [before = '', after = ''] = frames.slice(-2);
    unmount();
    expect(before).toContain('closes in 10 s');
    expect(after).toBe(before.replace('closes in 10 s ', 'closes in 9 s  '));
  });

  test('shows what a stranger wrote, and obeys none of it', () => {
    const picture = draw({ status: shows({ title: 'A\u001b[2J\nB' }) }).join('\n');
    expect(picture).toContain('Lot 1/3 A [2J B');
  });
});
