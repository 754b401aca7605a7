import { columns } from '../desk/columns.js';
import { wrap } from '../campaign/table.js';
import { plainText } from '../tui/plain-text.js';
import { clockTime } from '../tui/time-left.js';
import type { BackendProbe, ProbeOutcome, StreamOutcome, TestOutcome } from './ports.js';
import { bytes, destinationTable, whole } from './say-stream.js';

/** What a stream of its own came to. */
export function sayOutcome({ health, startMs }: StreamOutcome, width: number): readonly string[] {
  const { onAirMs, frames, unique, repeated, dropped, latencyMs, encoder } = health;
  return [
    `On air ${clockTime(whole(onAirMs / 1000))}, first frame after ${(startMs / 1000).toFixed(1)} s`,
    `Frames   ${frames} made, ${unique} distinct, ${repeated} repeated, ${dropped} dropped`,
    `Latency  ${whole(latencyMs.p50)} ms, 95 % within ${whole(latencyMs.p95)} ms`,
    `Restarts browser ${health.browserRestarts}, encoder ${encoder.restarts}`,
    '',
    ...destinationTable(health.destinations, width),
  ];
}

/** What a probe found of this machine, and what the destinations answered. */
export function sayProbe(outcome: ProbeOutcome, width: number): readonly string[] {
  const { backends, chosen, encoders, destinations } = outcome;
  const working = encoders.filter(({ trouble }) => trouble === undefined);
  return [
    `At ${outcome.width}x${outcome.height}, ${outcome.fps} frames a second:`,
    '',
    ...columns(
      BACKEND_HEADS,
      backends.map((one) => backendCells(one)),
      width,
    ),
    ...backends.flatMap(({ name, trouble }) =>
      trouble === undefined ? [] : wrap(`! ${name}: ${plainText(trouble)}`),
    ),
    '',
    chosen === null
      ? 'No backend can be used here.'
      : `A house here takes ${chosen}; \`stage.backend\` takes another.`,
    `Encoders of FFmpeg that work here: ${working.map(({ name }) => name).join(', ') || 'none'}.`,
    ...(destinations.length === 0 ? [] : ['', ...destinations.flatMap(answerLines)]),
  ];
}

const BACKEND_HEADS = [
  { name: 'BACKEND' },
  { name: 'DISTINCT/S', side: 'right' },
  { name: 'CORES', side: 'right' },
  { name: 'LATENCY', side: 'right' },
  { name: '95 % WITHIN', side: 'right' },
] as const;

const backendCells = ({ name, trouble, uniqueFps, cores, latencyMs }: BackendProbe) =>
  trouble === undefined
    ? [
        ...[name, uniqueFps.toFixed(1), cores.toFixed(2)],
        ...[`${whole(latencyMs.p50)} ms`, `${whole(latencyMs.p95)} ms`],
      ]
    : [name, '-', '-', '-', '-'];

function answerLines(probe: ProbeOutcome['destinations'][number]): readonly string[] {
  const { id, url, connectedMs, trouble } = probe;
  if (!trouble)
    return wrap(`${id} at ${plainText(url)} answered in ${whole(connectedMs ?? 0)} ms.`);
  return wrap(`! ${id} at ${plainText(url)}: ${plainText(trouble.message)} (${trouble.code})`);
}

/** What arrived of a test, and whether that is fit to go on air. */
export function sayTest(outcome: TestOutcome): readonly string[] {
  const { url, connectedMs, sentSeconds, isAcknowledged, faults } = outcome;
  const acknowledged = isAcknowledged ? 'acknowledged by it' : 'that left this machine';
  return [
    ...wrap(`${plainText(url)} took the stream after ${whole(connectedMs)} ms.`),
    `Sent      ${sentSeconds.toFixed(1)} s, ${bytes(outcome.bytes)} ${acknowledged}`,
    `Picture   ${outcome.uniqueFps.toFixed(1)} of ${outcome.fps} distinct frames a second`,
    `Bitrate   ${whole(outcome.bitrateKbps)} kbit/s (target ${whole(outcome.targetKbps)})`,
    `Line      ${outcome.reconnects} reconnects, ${outcome.droppedFrames} frames left out`,
    ...(faults.length === 0
      ? ['Fit to go on air.']
      : ['Not fit to go on air:', ...faults.flatMap((fault) => wrap(`! ${plainText(fault)}`))]),
  ];
}
