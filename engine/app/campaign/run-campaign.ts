import type { Campaign, LotName } from '../../domain/campaign/campaign.js';
import type { Calendar } from '../../domain/campaign/calendar.js';
import { planCampaign, type CampaignPlan } from '../../domain/campaign/plan.js';
import type { StepRow } from '../../domain/campaign/step-row.js';
import { isCampaignOver, nextStep, stepsDue, type StepDue } from '../../domain/campaign/steps.js';
import type { Zone } from '../../domain/campaign/zone.js';
import type { CampaignAuctions } from '../../ports/campaign-auctions.js';
import type { CampaignDiary } from '../../ports/campaign-diary.js';
import type { CampaignVoice } from '../../ports/campaign-voice.js';
import type { Clock } from '../../ports/clock.js';
import { holdUntilOver } from './hold-until-over.js';
import { openPages, rowOf, type Pages } from './pages.js';
import { recoverSteps } from './recover-steps.js';
import { say } from './say.js';

export interface CampaignRunOptions {
  readonly campaign: Campaign;
  readonly calendar: Calendar;
  /** The catalogue, in its order. */
  readonly lots: readonly LotName[];
  readonly zone: Zone;
  readonly diary: CampaignDiary;
  readonly voice: CampaignVoice;
  readonly auctions: CampaignAuctions;
  readonly clock: Clock;
  /**
   * Resolves after so long (`Infinity` too), when the signal aborts, or whenever it sees fit to have
   * the clock looked at; never rejects.
   */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Hears of every step that came to a new status, once it is in the diary. */
  readonly onStep: (row: StepRow) => void;
  /** Stops in good order: auctions are closed, to be gone on with. */
  readonly signal: AbortSignal;
}

/**
 * Follows a campaign's calendar until every step has come to an end, or until it is stopped.
 *
 * Safe to start again at any point. Words are said at most once: a step is in the diary as begun
 * before it is taken, and one cut off is looked up or left. An auction is held at least once: the
 * house goes on with its book.
 *
 * @returns the plan as it came out
 */
export async function runCampaign(options: CampaignRunOptions): Promise<CampaignPlan> {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  if (options.signal.aborted) stop();
  options.signal.addEventListener('abort', stop);
  const pages = await openPages(options.diary, options.onStep, options.clock);
  const run: Run = {
    ...options,
    pages,
    stopping,
    holding: new Set(),
    ended: 0,
    wake: () => undefined,
  };
  try {
    for (const row of await recoverSteps(run)) startHolding(run, row);
    return await followCalendar(run);
  } finally {
    options.signal.removeEventListener('abort', stop);
    stop();
    await Promise.all(run.holding);
  }
}

interface Run extends Omit<CampaignRunOptions, 'signal'> {
  readonly pages: Pages;
  readonly stopping: AbortController;
  /** Auctions under way; none of these rejects. */
  readonly holding: Set<Promise<void>>;
  /** How many of them have ended since the run began. */
  ended: number;
  /** Why the run cannot go on. */
  broken?: { readonly cause: unknown };
  /** Ends the nap that the run is taking. */
  wake: () => void;
}

async function followCalendar(run: Run): Promise<CampaignPlan> {
  const { pages, campaign, calendar, lots, clock } = run;
  for (;;) {
    const { ended } = run;
    const plan = planCampaign(campaign, calendar, lots, pages.rows());
    if (run.broken) throw run.broken.cause;
    if (run.stopping.signal.aborted) return plan;

    await pages.plan(plan);
    const due = stepsDue(plan, pages.rows(), clock.now(), campaign.catchUp);
    if (due[0]?.kind === 'skip') await skip(pages, missedBefore(due));
    else if (due[0]) await takeStep(run, due[0]);
    else if (isCampaignOver(plan, pages.rows())) return plan;
    else if (ended === run.ended) await nap(run, plan);
  }
}

/** Until the next step, or until an auction under way has come to its end. */
async function nap(run: Run, plan: CampaignPlan): Promise<void> {
  const now = run.clock.now();
  const next = nextStep(plan, run.pages.rows(), now)?.plannedAt ?? Infinity;
  const waking = new AbortController();
  run.wake = () => waking.abort();
  const signal = AbortSignal.any([run.stopping.signal, waking.signal]);
  await run.wait(next - now, signal);
}

async function takeStep(run: Run, due: StepDue): Promise<void> {
  if (due.stage !== 'auction') return say(run, due, due.stage);
  const [row] = await run.pages.write([rowOf(due, 'begun')]);
  if (row) startHolding(run, row);
}

/** All that was missed before the first step that can still be taken: it may be a year's worth. */
function missedBefore(due: readonly StepDue[]): readonly StepDue[] {
  const first = due.findIndex(({ kind }) => kind === 'begin');
  return first === -1 ? due : due.slice(0, first);
}

/** With an auction goes the rest of its day: nobody is told of doors that stay shut. */
async function skip(pages: Pages, missed: readonly StepDue[]): Promise<void> {
  const rows = missed.map((due) => rowOf(due, 'skipped', due.why));
  const written = new Set(rows.map(({ date, stage }) => `${date} ${stage}`));
  const shut = new Set(rows.filter(({ stage }) => stage === 'auction').map(({ date }) => date));
  const rest = pages
    .rows()
    .filter(
      ({ date, stage, status }) =>
        shut.has(date) && !written.has(`${date} ${stage}`) && status === 'planned',
    )
    .map((row) => ({ ...row, status: 'skipped', why: 'its auction was not held' }) as const);
  await pages.write([...rows, ...rest]);
}

function startHolding(run: Run, row: StepRow): void {
  const work = holdUntilOver(run, row, run.stopping.signal)
    .catch((cause: unknown) => {
      run.broken = { cause };
    })
    .finally(() => {
      run.holding.delete(work);
      run.ended += 1;
      run.wake();
    });
  run.holding.add(work);
}
