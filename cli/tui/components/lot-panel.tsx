import { Box, Text } from 'ink';
import type { LotView, ShowState } from '../../../engine/domain/show.js';

interface Props {
  readonly show: ShowState;
  readonly now: number;
}

/** The lot on program, as the auctioneer sees it. Draws what it is given; asks for nothing. */
export function LotPanel({ show, now }: Props) {
  const { lot, auction } = show;
  return (
    <Box flexDirection="column" borderStyle="round" paddingX={1} flexGrow={1} flexBasis={0}>
      {lot ? (
        <>
          <Text bold wrap="truncate-end">
            Lot {lot.number}/{auction.lotCount} {lot.title}
          </Text>
          <Text>
            <Text bold color="yellow">
              {lot.priceEth ?? '–'} ETH
            </Text>
            {'  '}
            <Text dimColor>asking {lot.askEth}</Text>
          </Text>
          <Text wrap="truncate-end">{lot.highBidder?.name ?? 'no bid yet'}</Text>
          <Standing lot={lot} now={now} />
        </>
      ) : (
        <Text>Doors open in {secondsUntil(auction.doorsAtMs, now)}s</Text>
      )}
    </Box>
  );
}

function Standing({ lot, now }: { lot: LotView; now: number }) {
  switch (lot.phase) {
    case 'presented':
      return <Text dimColor>in the catalogue</Text>;
    case 'open':
      return <Text color="green">{clock(lot, now)}</Text>;
    case 'fair-warning':
      return <Text color="yellow">FAIR WARNING {clock(lot, now)}</Text>;
    case 'paused':
      return <Text color="yellow">PAUSED</Text>;
    case 'sold':
      return (
        <Text color="green" bold>
          SOLD {lot.settlement?.state === 'settled' ? '· settled on chain' : ''}
        </Text>
      );
    case 'passed':
      return <Text dimColor>PASSED</Text>;
    case 'withdrawn':
      return <Text dimColor>WITHDRAWN</Text>;
  }
}

function clock(lot: LotView, now: number): string {
  if (lot.closesAtMs === undefined) return 'the first bid starts the clock';
  const extended = lot.extensions > 0 ? ` · extended ×${lot.extensions}` : '';
  return `${secondsUntil(lot.closesAtMs, now)}s${extended}`;
}

const secondsUntil = (atMs: number, now: number): number =>
  Math.max(0, Math.ceil((atMs - now) / 1000));
