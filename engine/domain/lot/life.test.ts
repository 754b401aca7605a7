import { expect, test } from 'vitest';
import { LIFE } from './life.js';
import type { LotPhase } from './phase.js';

const PHASES = Object.keys(LIFE) as LotPhase[];

/** Every step of the table: from where, by what, to where. */
const STEPS = PHASES.flatMap((from) =>
  Object.entries(LIFE[from]).flatMap(([kind, to]) =>
    to.map((phase) => ({ from, kind, to: phase })),
  ),
);

/** The life of a lot as a page: a diagram of the turns, and what happens without one. */
function page(): string {
  const name = (phase: string) => phase.replace('-', '_');
  const turns = new Map<string, string[]>();
  for (const { from, kind, to } of STEPS.filter((step) => step.from !== step.to)) {
    const turn = `${name(from)} --> ${name(to)}`;
    turns.set(turn, [...(turns.get(turn) ?? []), kind]);
  }
  const stays = (phase: LotPhase) =>
    STEPS.filter(({ from, to }) => from === phase && to === phase).map(({ kind }) => `\`${kind}\``);
  const ends = PHASES.filter((phase) =>
    STEPS.every(({ from, to }) => from !== phase || to === phase),
  );
  return [
    '# The life of a lot',
    '',
    'Drawn from the table in `life.ts`, which `foldLot` holds every event against.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...PHASES.filter((phase) => phase.includes('-')).map((p) => `  state "${p}" as ${name(p)}`),
    '  [*] --> catalogued',
    ...[...turns].map(([turn, kinds]) => `  ${turn}: ${kinds.join(', ')}`),
    ...ends.map((phase) => `  ${name(phase)} --> [*]`),
    '```',
    '',
    'What happens to a lot and leaves its phase as it is:',
    '',
    ...PHASES.map((phase) => `- ${phase}: ${stays(phase).join(', ')}`),
    '',
  ].join('\n');
}

test('the page on the life of a lot is as the table has it (`vitest --update`)', async () => {
  await expect(page()).toMatchFileSnapshot('life.md');
});

test('no lot leaves the phases that are final', () => {
  for (const final of ['settled', 'passed', 'withdrawn'] as const) {
    expect(STEPS.filter(({ from, to }) => from === final && to !== final)).toEqual([]);
  }
});

test('every phase but the first is reached, and nothing leads back before the opening', () => {
  const reached = new Set(STEPS.filter(({ from, to }) => from !== to).map(({ to }) => to));
  expect(PHASES.filter((phase) => !reached.has(phase))).toEqual(['catalogued']);
  expect(STEPS.filter(({ from, to }) => to === 'previewed' && from !== to)).toEqual([
    { from: 'catalogued', kind: 'lot-previewed', to: 'previewed' },
  ]);
});
