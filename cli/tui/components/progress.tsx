import { Box, Text } from 'ink';
import type { HouseStatus } from '../../../engine/app/house-status.js';
import type { ShowState } from '../../../engine/domain/show.js';
import { plainText } from '../plain-text.js';
import { BidsPanel } from './bids-panel.js';
import { LotPanel } from './lot-panel.js';
import { StreamLine } from './stream-line.js';

interface Props {
  /** What was done to open the house, in order; once it closes, what is done to close it. */
  readonly steps: readonly string[];
  readonly isClosing: boolean;
  readonly troubles: readonly string[];
  readonly status: HouseStatus | undefined;
  /** Milliseconds since the epoch; passed in so that it renders the same in a test. */
  readonly now: number;
  readonly columns: number;
  readonly rows: number;
}

/** Two panels stand side by side from this width on. */
const WIDE_COLUMNS = 80;
const WIDEST_COLUMNS = 100;
const HOST_ROWS = 2;
const BID_ROWS = 4;
/** Everything but the bids, where the panels stand one above the other. */
const ROWS_BESIDES_BIDS = 15;

/** The auction as its operator follows it: the lot, the price, the clock, the bids, the stream. */
export function Progress(props: Props) {
  const { steps, isClosing, troubles, status } = props;
  const isShowing = status?.show !== undefined;
  return (
    <Box flexDirection="column" width={Math.min(props.columns, WIDEST_COLUMNS)}>
      {status?.show && <Room {...props} show={status.show} />}
      {status?.stream && <StreamLine stream={status.stream} bids={status.bids} />}
      {(isClosing || !isShowing) && <Steps steps={steps} />}
      {troubles.map((line) => (
        <Text key={line} color="yellow" wrap="truncate-end">
          ! {plainText(line)}
        </Text>
      ))}
    </Box>
  );
}

function Steps({ steps }: Pick<Props, 'steps'>) {
  const last = steps.length - 1;
  return steps.map((step, i) => (
    <Text key={i} dimColor={i < last} wrap="truncate-end">
      {i < last ? '✓' : '·'} {step}
    </Text>
  ));
}

function Room({ show, now, columns, rows }: Props & { readonly show: ShowState }) {
  const isWide = columns >= WIDE_COLUMNS;
  const bidRows = isWide ? BID_ROWS : Math.min(BID_ROWS, rows - ROWS_BESIDES_BIDS);
  return (
    <>
      <Box justifyContent="space-between" paddingX={1} columnGap={1}>
        <Text bold wrap="truncate-end">
          {plainText(show.auction.title)}
        </Text>
        <Box flexShrink={0}>
          <Text dimColor>
            {show.auction.soldCount} sold · {show.auction.totalEth} ETH
          </Text>
        </Box>
      </Box>
      <Box flexDirection={isWide ? 'row' : 'column'}>
        <LotPanel show={show} now={now} />
        {bidRows > 0 && <BidsPanel bids={show.lot?.bids ?? []} rows={bidRows} />}
      </Box>
      <HostLine host={show.host} />
    </>
  );
}

/** What the host says, always as tall; the end of a line too long for it is left to the ear. */
function HostLine({ host }: Pick<ShowState, 'host'>) {
  return (
    <Box paddingX={1} height={HOST_ROWS} overflow="hidden">
      <Text italic>{host.line ? `${host.name}: ${plainText(host.line.text)}` : ''}</Text>
    </Box>
  );
}
