import { Box, Text } from 'ink';
import type { HouseStatus } from '../../../engine/app/house-status.js';
import type { StreamHealth } from '../../../engine/ports/program.js';

interface Props {
  readonly stream: StreamHealth;
  readonly bids: HouseStatus['bids'];
}

/** How the stream stands, in one line. */
export function StreamLine({ stream, bids }: Props) {
  const [destination] = stream.destinations;
  const isLive = destination?.state === 'live';
  const megabytes = ((destination?.bytes ?? 0) / 1_000_000).toFixed(1);
  return (
    <Box paddingX={1} justifyContent="space-between">
      <Text wrap="truncate-end">
        <Text color={isLive ? 'red' : 'yellow'}>● {isLive ? 'LIVE' : destination?.state}</Text>{' '}
        {airTime(stream.onAirMs)} · {stream.width}×{stream.height}@{stream.fps} · {megabytes} MB ·{' '}
        {stream.repeated} repeated
      </Text>
      <Text dimColor>
        {bids.accepted}/{bids.received} bids
      </Text>
    </Box>
  );
}

function airTime(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
