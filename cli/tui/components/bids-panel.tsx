import { Box, Text } from 'ink';
import type { BidView } from '../../../engine/domain/show.js';

const ROWS = 4;

/** The last bids, newest first, always as tall. */
export function BidsPanel({ bids }: { readonly bids: readonly BidView[] }) {
  return (
    <Box flexDirection="column" borderStyle="round" paddingX={1} flexGrow={1} flexBasis={0}>
      {Array.from({ length: ROWS }, (_, row) => {
        const bid = bids[row];
        return (
          <Box key={row} justifyContent="space-between">
            <Text bold={row === 0} dimColor={row > 0} wrap="truncate-end">
              {bid ? `${bid.amountEth}  ${bid.name}` : ' '}
            </Text>
            <Text dimColor>{bid?.source ?? ''}</Text>
          </Box>
        );
      })}
    </Box>
  );
}
