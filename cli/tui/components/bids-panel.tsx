import { Box, Text } from 'ink';
import type { BidView } from '../../../engine/domain/show.js';
import { plainText } from '../plain-text.js';
import { Panel } from './panel.js';

interface Props {
  /** Newest first. */
  readonly bids: readonly BidView[];
  /** How many are shown; the panel is as tall with fewer. */
  readonly rows: number;
}

/** The last bids, amounts and sources in columns; a long name gives way to them. */
export function BidsPanel({ bids, rows }: Props) {
  const shown = bids.slice(0, rows);
  const widest = Math.max(0, ...shown.map(({ amountEth }) => amountEth.length));
  return (
    <Panel rows={rows}>
      {shown.length === 0 && <Text dimColor>no bids yet</Text>}
      {shown.map((bid, row) => (
        <Box key={bid.id} justifyContent="space-between" columnGap={1}>
          <Text bold={row === 0} dimColor={row > 0} wrap="truncate-end">
            {bid.amountEth.padStart(widest)} {plainText(bid.name)}
          </Text>
          <Box flexShrink={0}>
            <Text dimColor>{bid.source}</Text>
          </Box>
        </Box>
      ))}
    </Panel>
  );
}
