import { Box, Text } from 'ink';
import type { HouseStatus } from '../../../engine/app/house-status.js';
import type { ShowState } from '../../../engine/domain/show.js';
import { BidsPanel } from './bids-panel.js';
import { LotPanel } from './lot-panel.js';
import { StreamLine } from './stream-line.js';

interface Props {
  /** What was done to open the house, in order. */
  readonly steps: readonly string[];
  readonly troubles: readonly string[];
  readonly status: HouseStatus | undefined;
  /** Milliseconds since the epoch; passed in so that it renders the same in a test. */
  readonly now: number;
  readonly columns: number;
}

/** Two panels stand side by side from this width on. */
const WIDE_COLUMNS = 80;

/** The auction as its operator follows it: the lot, the price, the clock, the bids, the stream. */
export function Progress({ steps, troubles, status, now, columns }: Props) {
  const show = status?.show;
  return (
    <Box flexDirection="column" width={Math.min(columns, 100)}>
      {show ? (
        <Room show={show} now={now} isWide={columns >= WIDE_COLUMNS} />
      ) : (
        steps.map((step, i) => (
          <Text key={step} dimColor={i < steps.length - 1}>
            {i < steps.length - 1 ? '✓' : '·'} {step}
          </Text>
        ))
      )}
      {status?.stream && <StreamLine stream={status.stream} bids={status.bids} />}
      {troubles.map((line) => (
        <Text key={line} color="yellow" wrap="truncate-end">
          ! {line}
        </Text>
      ))}
    </Box>
  );
}

function Room({ show, now, isWide }: { show: ShowState; now: number; isWide: boolean }) {
  return (
    <>
      <Box justifyContent="space-between" paddingX={1}>
        <Text bold wrap="truncate-end">
          {show.auction.title}
        </Text>
        <Text dimColor>
          {show.auction.soldCount} sold · {show.auction.totalEth} ETH
        </Text>
      </Box>
      <Box flexDirection={isWide ? 'row' : 'column'}>
        <LotPanel show={show} now={now} />
        <BidsPanel bids={show.lot?.bids ?? []} />
      </Box>
      <Box paddingX={1}>
        <Text italic wrap="truncate-end">
          {show.host.line ? `${show.host.name}: ${show.host.line.text}` : ' '}
        </Text>
      </Box>
    </>
  );
}
