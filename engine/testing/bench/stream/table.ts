import type { StreamFigures, StreamRun } from './figures.js';

const COLUMNS: readonly (readonly [string, (run: StreamRun) => string])[] = [
  ['backend', ({ backend }) => backend],
  ['encoder', ({ encoder }) => encoder],
  ['distinct', ({ unique, expected }) => `${unique} of ${expected}`],
  ['repeated', ({ repeated }) => String(repeated)],
  ['dropped', ({ dropped }) => String(dropped)],
  ['browser', ({ cpuSeconds }) => cpuSeconds.browser.toFixed(2)],
  ['node', ({ cpuSeconds }) => cpuSeconds.node.toFixed(2)],
  ['ffmpeg', ({ cpuSeconds }) => cpuSeconds.ffmpeg.toFixed(2)],
  ['CPU s', ({ cpuSeconds }) => cpuSeconds.total.toFixed(2)],
  ['ratio', ({ ratio }) => ratio.toFixed(2)],
  ['to encoded p50/p95', ({ encoderLatencyMs: { p50, p95 } }) => pair(p50, p95)],
  ['to tag p50/p95', ({ latencyMs: { p50, p95 } }) => pair(p50, p95)],
  ['state to pixel p50/p99', ({ stateToPixelMs: { p50, p99 } }) => pair(p50, p99)],
  ['scene p50/p99', ({ sceneToPixelMs: { p50, p99 } }) => pair(p50, p99)],
  ['start', ({ startMs }) => String(startMs)],
  ['kbit/s', ({ receivedKbps }) => String(receivedKbps)],
];

/** The figures as a table for people, the backends side by side. Times are in milliseconds. */
export function formatStreamFigures(figures: StreamFigures): string {
  const { runs, absent, encodeOnly } = figures;
  const [first] = runs;
  const rows = [
    COLUMNS.map(([name]) => name),
    ...runs.map((run) => COLUMNS.map(([, of]) => of(run))),
  ];
  const widths = COLUMNS.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  const lines = rows.map((row) =>
    row
      .map((cell, i) => (i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  '),
  );
  const head = first
    ? [
        `${first.scene}, ${first.width}x${first.height}, ${first.fps} frames a second, ${first.seconds} s`,
      ]
    : [];
  return [
    ...head,
    ...lines.map((line) => line.trimEnd()),
    `FFmpeg alone: ${encodeOnly.cpuSeconds.join(', ')} CPU s (drawn ${encodeOnly.sampledSeconds} s of the show)`,
    ...absent.map(({ backend, message }) => `${backend} is not to be had here: ${message}`),
    '',
  ].join('\n');
}

const pair = (one: number, other: number): string => `${Math.round(one)}/${Math.round(other)}`;
