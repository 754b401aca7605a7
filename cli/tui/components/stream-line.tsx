import { Box, Text } from 'ink';
import type { HouseStatus } from '../../../engine/app/house-status.js';
import type { StreamHealth } from '../../../engine/ports/program.js';
import { clockTime } from '../time-left.js';

interface Props {
  readonly stream: StreamHealth;
  readonly bids: HouseStatus['bids'];
}

/** How the stream stands, in one line; what matters least is cut first. */
export function StreamLine({ stream, bids }: Props) {
  const [destination] = stream.destinations;
  const state = destination?.state ?? 'connecting';
  const megabytes = ((destination?.bytes ?? 0) / 1_000_000).toFixed(1);
  return (
    <Box paddingX={1} justifyContent="space-between" columnGap={1}>
      <Text wrap="truncate-end">
        <Text color={state === 'live' ? 'red' : 'yellow'}>● {state.toUpperCase()}</Text>{' '}
        {clockTime(Math.floor(stream.onAirMs / 1000))}
        {repeats(stream)} · {stream.width}×{stream.height}@{stream.fps} · {megabytes} MB
      </Text>
      <Box flexShrink={0}>
        <Text dimColor>
          {bids.accepted} of {bids.received} bids taken
        </Text>
      </Box>
    </Box>
  );
}

/** Said only where there is something to say. */
function repeats({ repeated, dropped }: StreamHealth): string {
  const parts = [
    ...(repeated > 0 ? [` · ${repeated} repeated`] : []),
    ...(dropped > 0 ? [` · ${dropped} dropped`] : []),
  ];
  return parts.join('');
}
