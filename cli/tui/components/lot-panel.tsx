import { Box, Text } from 'ink';
import type { LotView, ShowState } from '../../../engine/domain/show.js';
import { plainText } from '../plain-text.js';
import { timeUntil } from '../time-left.js';
import { Panel } from './panel.js';

interface Props {
  readonly show: ShowState;
  readonly now: number;
}

/** Lines of a lot, so that the panel stands as tall before the first one is presented. */
const ROWS = 4;

/** The lot on program, as the auctioneer sees it. Draws what it is given; asks for nothing. */
export function LotPanel({ show, now }: Props) {
  const { lot, auction } = show;
  return (
    <Panel rows={ROWS}>
      {lot ? (
        <Lot lot={lot} lotCount={auction.lotCount} now={now} />
      ) : (
        <Doors show={show} now={now} />
      )}
    </Panel>
  );
}

function Doors({ show: { auction }, now }: Props) {
  return (
    <>
      <Text bold wrap="truncate-end">
        Doors open in {timeUntil(auction.doorsAtMs, now)}
      </Text>
      <Text dimColor wrap="truncate-end">
        {auction.lotCount} {auction.lotCount === 1 ? 'lot' : 'lots'}
      </Text>
    </>
  );
}

interface LotProps {
  readonly lot: LotView;
  readonly lotCount: number;
  readonly now: number;
}

function Lot({ lot, lotCount, now }: LotProps) {
  return (
    <>
      <Text bold wrap="truncate-end">
        Lot {lot.number}/{lotCount} {plainText(lot.title)}
      </Text>
      <Text wrap="truncate-end">
        <Text bold color="yellow">
          {lot.priceEth ?? '–'} ETH
        </Text>
        <Text dimColor>
          {'  '}asking {lot.askEth}
        </Text>
      </Text>
      <Bidder lot={lot} />
      <Standing lot={lot} now={now} />
    </>
  );
}

/** Count and reserve keep their place; a long name gives way. */
function Bidder({ lot }: { readonly lot: LotView }) {
  return (
    <Box justifyContent="space-between" columnGap={1}>
      <Text wrap="truncate-end">
        {lot.highBidder ? plainText(lot.highBidder.name) : 'no bid yet'}
      </Text>
      <Box flexShrink={0}>
        <Text dimColor>{interest(lot)}</Text>
      </Box>
    </Box>
  );
}

function interest({ bidCount, reserveMet }: LotView): string {
  if (bidCount === 0) return '';
  const bids = bidCount === 1 ? '1 bid' : `${bidCount} bids`;
  if (reserveMet === undefined) return bids;
  return `${bids} · ${reserveMet ? 'reserve met' : 'below reserve'}`;
}

function Standing({ lot, now }: { readonly lot: LotView; readonly now: number }) {
  switch (lot.phase) {
    case 'previewed':
      return <Text dimColor>in the catalogue</Text>;
    case 'open':
      return (
        <Text color="green" wrap="truncate-end">
          {clock(lot, now, 'closes in ')}
        </Text>
      );
    case 'fair-warning':
      return (
        <Text color="yellow" bold wrap="truncate-end">
          {lot.warnings > 1 ? 'LAST WARNING' : 'FAIR WARNING'} · {clock(lot, now, '')}
        </Text>
      );
    case 'closing':
      return (
        <Text color="yellow" bold>
          CLOSING
        </Text>
      );
    case 'paused':
      return <Text color="yellow">PAUSED</Text>;
    case 'sold':
      return (
        <Text color="green" bold wrap="truncate-end">
          SOLD{settlement(lot)}
        </Text>
      );
    case 'passed':
      return <Text dimColor>PASSED</Text>;
    case 'withdrawn':
      return <Text dimColor>WITHDRAWN</Text>;
  }
}

function settlement({ settlement: settled }: LotView): string {
  switch (settled?.state) {
    case 'pending':
      return ' · settling on chain';
    case 'settled':
      return ' · settled on chain';
    case 'failed':
      return ' · could not be settled';
    case undefined:
      return '';
  }
}

function clock(lot: LotView, now: number, lead: string): string {
  if (lot.closesAtMs === undefined) return 'the first bid starts the clock';
  const extended = lot.extensions > 0 ? ` · extended ×${lot.extensions}` : '';
  return `${lead}${timeUntil(lot.closesAtMs, now)}${extended}`;
}
