import type { Figures } from './figures.js';

const BAR = 30;

/** The figures as a table for people: a bar shows how far each is on the way to its aim. */
export function formatFigures(figures: Figures): string {
  const {
    rules,
    decide,
    parse,
    durable,
    start,
    endToEnd,
    queueNoop,
    ratio,
    paced250,
    lots100,
    millionEvents,
  } = figures;
  const rows = [
    rules && rate('rules of a lot', rules.perSecond, 500_000),
    decide && `${name('  with deposits and paddles')}${figure(decide.perSecond)} a second`,
    parse && rate('posts read', parse.perSecond, 100_000),
    durable && rate('on disk, in batches', durable.perSecond, 10_000),
    endToEnd && rate('through the queue', endToEnd.perSecond, 4_000),
    queueNoop &&
      `${name(`  queue alone, ${queueNoop.concurrency} at once`)}${figure(queueNoop.perSecond)} a second`,
    ratio && `${name('  ratio')}${figure(ratio)}          ${bar(ratio, 0.8)} aim 0.8`,
    paced250 && times('250 a second, to commit', paced250),
    lots100 &&
      `${name('100 lots open')}${figure(lots100.perSecond)} a second, ${lots100.ratio} of one lot`,
    millionEvents &&
      times(`a bid among ${figure(millionEvents.events).trim()} events`, millionEvents),
    millionEvents && `${name('  p99 beside an empty book')}${figure(millionEvents.ratio)}`,
    start &&
      `${name('  a house opens on it')}${figure(start.snapshotMs)} ms by a snapshot, ${start.wholeMs} ms without`,
    start && `${name('  the auditor reads it')}${figure(start.auditMs)} ms`,
  ];
  return rows
    .filter((row) => row !== undefined)
    .map((row) => `${row}\n`)
    .join('');
}

const name = (text: string): string => text.padEnd(34);
const figure = (value: number): string => value.toLocaleString('en').padStart(11);
const rate = (what: string, perSecond: number, aim: number): string =>
  `${name(what)}${figure(perSecond)} a second ${bar(perSecond, aim)} aim ${aim.toLocaleString('en')}`;
const times = (what: string, { p50Ms, p99Ms }: { p50Ms: number; p99Ms: number }): string =>
  `${name(what)}${figure(p50Ms)} ms p50, ${p99Ms} ms p99`;

/** Full at one and a half times the aim, which is marked. */
function bar(value: number, aim: number): string {
  const filled = Math.min(BAR, Math.round((value / aim / 1.5) * BAR));
  return Array.from({ length: BAR }, (_, i) =>
    i < filled ? '█' : i === Math.round(BAR / 1.5) ? '│' : '·',
  ).join('');
}
