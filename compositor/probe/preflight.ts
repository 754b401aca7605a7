import { SothebaisError } from '../../engine/domain/errors.js';
import type { LotView, ShowState } from '../../engine/domain/show.js';
import type { DestinationHealth } from '../../engine/ports/program.js';
import { pause } from '../pause.js';
import { startProgram, type ProgramOptions } from '../program.js';

/** One thing that was looked at before the doors open. */
export interface PreflightCheck {
  readonly name: string;
  readonly ok: boolean;
  /** What was found, for people. */
  readonly found: string;
}

const SECONDS = 10;
/** A picture of which less is drawn would be seen to stutter. */
const ENOUGH = 0.9;

/**
 * Tries everything that the evening needs, beside the stream that is on air: an encoder and a
 * browser of their own draw ten seconds of the real scenes. Of the destinations it says how the
 * stream itself stands there by then: a second publisher with the same key could throw out the
 * first. Never throws.
 *
 * @param destinations - how they stand, asked for after the scenes
 */
export async function preflight(
  options: ProgramOptions,
  destinations: () => readonly DestinationHealth[],
  signal: AbortSignal,
  start: typeof startProgram = startProgram,
): Promise<readonly PreflightCheck[]> {
  const scenes = await drawScenes(options, signal, start);
  return [...destinations().map(checkDestination), scenes];
}

function checkDestination({ id, state, trouble }: DestinationHealth): PreflightCheck {
  const name = `destination ${id}`;
  if (state === 'live') return { name, ok: true, found: 'has the stream' };
  return { name, ok: false, found: trouble?.message ?? `it is ${state}.` };
}

async function drawScenes(
  options: ProgramOptions,
  signal: AbortSignal,
  start: typeof startProgram,
): Promise<PreflightCheck> {
  const name = 'scenes';
  const troubles: string[] = [];
  const shows = scenesOf(options.firstShow);
  try {
    const program = await start({
      ...options,
      ...{ destinations: [], selfWatch: false, signal },
      // What is shown here is shown to nobody.
      onShown: () => undefined,
      onTrouble: ({ message }: SothebaisError) => void troubles.push(message),
    });
    try {
      for (const [i, show] of shows.entries()) {
        program.publish({ ...show, revision: options.firstShow.revision + i + 1 });
        await pause((SECONDS * 1_000) / shows.length, signal);
      }
      const { unique, frames, encoder } = program.health();
      const share = frames === 0 ? 0 : unique / frames;
      const found = `${Math.round(share * 100)} % of the frames drawn, encoded by ${encoder.name} at ${encoder.speed} of the rate`;
      const [trouble] = troubles;
      return { name, ok: share >= ENOUGH && !trouble, found: trouble ?? found };
    } finally {
      await program.close();
    }
  } catch (cause) {
    return { name, ok: false, found: cause instanceof Error ? cause.message : String(cause) };
  }
}

const LOTS_MAX = 4;

/** The scenes that the evening will go through, with its own lots. */
function scenesOf(first: ShowState): readonly ShowState[] {
  const lots = first.catalogue.slice(0, LOTS_MAX).map((row): LotView => {
    const { number, title, artist, artwork, openingEth } = row;
    return {
      ...{ number, title, artist, artwork, openingEth, askEth: openingEth, medium: '' },
      ...{ phase: 'open', warnings: 0, extensions: 0, bids: [], bidCount: 0, bidderCount: 0 },
      phaseSinceMs: first.sceneSinceMs,
    };
  });
  return [
    { ...first, scene: 'catalogue' },
    ...lots.map((lot) => ({ ...first, scene: 'lot' as const, lot })),
    { ...first, scene: 'credits' },
  ];
}
