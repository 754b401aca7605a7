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
  const { state, isWell } = standing(stream);
  return (
    <Box paddingX={1} justifyContent="space-between" columnGap={1}>
      <Text wrap="truncate-end">
        <Text color={isWell ? 'red' : 'yellow'}>● {state}</Text>{' '}
        {clockTime(Math.floor(stream.onAirMs / 1000))}
        {oddities(stream)} · {stream.width}×{stream.height}@{stream.fps} ·{' '}
        {(sent(stream) / 1_000_000).toFixed(1)} MB
      </Text>
      <Box flexShrink={0}>
        <Text dimColor>
          {bids.accepted} of {bids.received} bids taken
        </Text>
      </Box>
    </Box>
  );
}

/** Live at every destination, or what the first that is not says of itself. */
function standing({ destinations }: StreamHealth): {
  readonly state: string;
  readonly isWell: boolean;
} {
  const away = destinations.filter(({ state }) => state !== 'live');
  if (destinations.length > 0 && away.length === 0) return { state: 'LIVE', isWell: true };
  const [first] = away;
  if (!first) return { state: 'OFF AIR', isWell: false };
  const where = destinations.length === 1 ? '' : ` ${first.id}`;
  return { state: `${first.state.toUpperCase()}${where}`, isWell: false };
}

const sent = ({ destinations }: StreamHealth): number =>
  destinations.reduce((sum, { bytes }) => sum + bytes, 0);

/** Said only where there is something to say; what is wrong on air comes first. */
function oddities({ picture, alarms, repeated, dropped }: StreamHealth): string {
  const parts = [
    ...new Set([...(picture === 'show' ? [] : [picture]), ...alarms.map(({ kind }) => kind)]),
    ...(repeated > 0 ? [`${repeated} repeated`] : []),
    ...(dropped > 0 ? [`${dropped} dropped`] : []),
  ];
  return parts.map((part) => ` · ${part}`).join('');
}
