import type { StreamSheet } from '../../engine/app/desk/stream-desk.js';
import type { Alarm, DestinationHealth, StreamHealth } from '../../engine/ports/program.js';
import { wrap } from '../campaign/table.js';
import { columns, timeOfDay } from '../desk/columns.js';
import { plainText } from '../tui/plain-text.js';
import { clockTime } from '../tui/time-left.js';

/** How the stream stands, on a page that fits a terminal of 80 columns. */
export function streamPage(sheet: StreamSheet, width: number): readonly string[] {
  const { encoder, latencyMs } = sheet;
  return [
    heading(sheet),
    '',
    `Frames    ${frames(sheet)}`,
    `Encoder   ${plainText(encoder.name)}, speed ${encoder.speed.toFixed(2)}, ` +
      `${whole(encoder.bitrateKbps)} kbit/s (target ${whole(encoder.targetKbps)})`,
    `Latency   ${whole(latencyMs.p50)} ms, 95 % within ${whole(latencyMs.p95)} ms`,
    `Restarts  browser ${sheet.browserRestarts}, encoder ${encoder.restarts}`,
    '',
    ...destinationTable(sheet.destinations, width),
    ...(sheet.alarms.length === 0 ? [] : ['', ...sheet.alarms.flatMap(alarmLines)]),
  ];
}

function heading(sheet: StreamSheet): string {
  const { width, height, fps, backend, onAirMs, offAir } = sheet;
  const made = `${width}x${height} at ${fps}, by ${plainText(backend)}`;
  if (offAir) {
    const since = timeOfDay(new Date(offAir.sinceMs).toISOString());
    return `OFF AIR since ${since}: ${plainText(offAir.why)} (${plainText(offAir.by)})`;
  }
  return `ON AIR ${clockTime(Math.floor(onAirMs / 1000))}, ${PICTURES[sheet.picture]}, ${made}`;
}

const PICTURES: Readonly<Record<StreamHealth['picture'], string>> = {
  show: 'the show',
  'last-frame': 'THE LAST FRAME',
  slate: 'THE SLATE',
};

const frames = ({ uniqueFps, frames: made, repeated, dropped }: StreamHealth): string =>
  `${uniqueFps.toFixed(1)} distinct a second; ${made} made, ${repeated} repeated, ${dropped} dropped`;

/** Where the stream goes, a row each, and under it what went wrong where. */
export function destinationTable(
  destinations: readonly DestinationHealth[],
  width: number,
): readonly string[] {
  if (destinations.length === 0) return ['The stream goes nowhere.'];
  return [...columns(HEADS, destinations.map(cells), width), ...destinations.flatMap(troubleLines)];
}

const HEADS = [
  { name: 'ID', gives: 2 },
  { name: 'STATE' },
  { name: 'SENT', side: 'right' },
  { name: 'KBIT/S', side: 'right' },
  { name: 'QUEUE', side: 'right' },
  { name: 'LEFT OUT', side: 'right' },
  { name: 'AGAIN', side: 'right' },
  { name: 'URL', gives: 1, least: 12 },
] as const;

const cells = (one: DestinationHealth): readonly string[] => [
  one.id,
  one.state,
  bytes(one.bytes),
  String(whole(one.bitrateKbps)),
  `${whole(one.queueMs)} ms`,
  String(one.droppedFrames),
  String(one.reconnects),
  one.url,
];

/** What went wrong there last, for as long as it is not well again; of one that ended, what it never got over. */
function troubleLines({ id, state, trouble, bytes: sent }: DestinationHealth): readonly string[] {
  const isWell = state === 'live' || (state === 'stopped' && sent > 0);
  if (!trouble || isWell) return [];
  const { code, message, blame } = trouble;
  return wrap(`! ${id}: ${plainText(message)} (${code}, ${BLAMES[blame]})`);
}

const BLAMES = {
  ours: 'our fault',
  destination: 'the destination’s fault',
  network: 'the network’s fault',
} as const;

const alarmLines = ({ kind, message, sinceMs }: Alarm): readonly string[] =>
  wrap(`! ${kind} since ${timeOfDay(new Date(sinceMs).toISOString())}: ${plainText(message)}`);

/** How the stream stands in one line, for a log. */
export function streamLine(health: StreamHealth): string {
  const { onAirMs, picture, uniqueFps, fps, repeated, dropped, encoder, latencyMs } = health;
  return [
    clockTime(Math.floor(onAirMs / 1000)),
    picture,
    `${uniqueFps.toFixed(1)}/${fps} fps`,
    `${repeated} repeated`,
    `${dropped} dropped`,
    `${whole(encoder.bitrateKbps)} kbit/s`,
    `${whole(latencyMs.p95)} ms`,
    ...health.destinations.map(({ id, state }) => `${id} ${state}`),
    ...health.alarms.map(({ kind }) => `! ${kind}`),
  ].join('  ');
}

/** What became of a destination that was just added. */
export function sayAdded({ id, state, url, trouble }: DestinationHealth): readonly string[] {
  const where = plainText(url);
  if (state === 'live') return wrap(`${id} is live at ${where}.`);
  if (state === 'stopped') return wrap(`${id} begins at ${where} once the stream is on air again.`);
  if (!trouble) return wrap(`${id} is still connecting to ${where}.`);
  const { message, code, blame } = trouble;
  return [
    ...wrap(`${id} is not live yet: ${plainText(message)} (${code}, ${BLAMES[blame]})`),
    ...wrap(`The stream tries again until \`sothebais stream remove ${id}\`.`),
  ];
}

/** `512 kB`, `12.3 MB`, `4.56 GB`. */
export function bytes(count: number): string {
  if (count < 1e6) return `${Math.round(count / 1e3)} kB`;
  return count < 1e9 ? `${(count / 1e6).toFixed(1)} MB` : `${(count / 1e9).toFixed(2)} GB`;
}

export const whole = (figure: number): number => Math.round(figure);
