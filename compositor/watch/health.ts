import type { Blame } from '../../engine/ports/program.js';

/** How the parts of the truck stand at one moment. Times are milliseconds. */
export interface Figures {
  /** Since the newest picture came, or since its browser was first asked, whichever is later. */
  readonly pictureAgeMs: number;
  /** Pictures that the browser was asked for and has not answered. */
  readonly asksOwed: number;
  /** How long the show has been away; 0 while a browser draws it. */
  readonly showAwayMs: number;
  /** What the browser and its children hold; undefined where nobody can tell. */
  readonly browserBytes: number | undefined;
  /** Pictures one after another that the page could not draw. */
  readonly pageErrors: number;
  /** Since the oldest picture was put that the encoder has not given back; 0 without one. */
  readonly encoderQueueMs: number;
  readonly browser: Restarts;
  readonly encoder: Restarts;
}

interface Restarts {
  /** One is under way. */
  readonly underWay: boolean;
  /** How many more this hour allows. */
  readonly left: number;
}

/** From how bad a figure on a part is given up. */
export interface HealthLimits {
  /** A picture that is older is late: the one before is shown again. */
  readonly lateMs: number;
  /** A browser that owes a picture for longer has hung. */
  readonly hungMs: number;
  /** With a show away for longer, the slate says so. */
  readonly awayMs: number;
  readonly browserBytes: number;
  readonly pageErrors: number;
  /** An encoder that gave nothing back for longer has hung. */
  readonly stuckMs: number;
  /** The same while a browser starts, which takes both processors for a moment. */
  readonly stuckWhileStartingMs: number;
}

export const HEALTH_LIMITS: HealthLimits = {
  lateMs: 100,
  hungMs: 1_500,
  awayMs: 10_000,
  browserBytes: 1_500 * 1_024 * 1_024,
  pageErrors: 15,
  stuckMs: 400,
  stuckWhileStartingMs: 3_000,
};

export type Remedy =
  'ok' | 'repeat-frame' | 'restart-encoder' | 'restart-browser' | 'slate' | 'stop';

/** What is to be done now, and the reason as the operator reads it. */
export interface Diagnosis {
  readonly remedy: Remedy;
  readonly why: string;
  readonly blame?: Blame;
}

/**
 * Decides what helps. Pure, and asked again and again: one remedy at a time, the encoder's first,
 * since without it there is not even a slate.
 *
 * A part that is being started anew is not given up a second time, and a browser waits until the
 * encoder stands. A restart leaves what viewers see as it is: the last frame, and the slate once the
 * show has been away for long. Where an hour's restarts are used up, the slate stays; without an
 * encoder nothing can, and the answer is `stop`.
 */
export function diagnose(figures: Figures, limits: HealthLimits = HEALTH_LIMITS): Diagnosis {
  return (
    treatEncoder(figures, limits) ??
    treatBrowser(figures, limits) ??
    bridge(figures, limits) ?? { remedy: 'ok', why: 'Every figure is within its limits.' }
  );
}

function treatEncoder(figures: Figures, limits: HealthLimits): Diagnosis | undefined {
  const { encoder, browser, encoderQueueMs } = figures;
  if (encoder.underWay) return undefined;
  const stuckMs = browser.underWay ? limits.stuckWhileStartingMs : limits.stuckMs;
  if (encoderQueueMs <= stuckMs) return undefined;
  const why = `The encoder has given nothing back for ${seconds(encoderQueueMs)}.`;
  return encoder.left > 0
    ? ours('restart-encoder', why)
    : ours('stop', `${why} It may not be restarted again this hour.`);
}

function treatBrowser(figures: Figures, limits: HealthLimits): Diagnosis | undefined {
  const { browser, encoder, browserBytes = 0 } = figures;
  if (browser.underWay) return undefined;
  const why = drawingTrouble(figures, limits);
  if (why !== undefined) {
    if (browser.left <= 0) return ours('slate', `${why} It may not be restarted again this hour.`);
    if (!encoder.underWay) return ours('restart-browser', why);
  }
  // A browser that has grown still draws: better a show than a slate where it may not be restarted.
  const mayRestart = browser.left > 0 && !encoder.underWay;
  if (browserBytes <= limits.browserBytes || !mayRestart) return undefined;
  const held = `${mib(browserBytes)} MiB, over ${mib(limits.browserBytes)} MiB`;
  return ours('restart-browser', `The browser holds ${held}.`);
}

function drawingTrouble(figures: Figures, limits: HealthLimits): string | undefined {
  const { asksOwed, pictureAgeMs, pageErrors, showAwayMs } = figures;
  if (showAwayMs > 0) return `The browser is gone; no show for ${seconds(showAwayMs)}.`;
  if (asksOwed > 0 && pictureAgeMs > limits.hungMs) {
    return `The browser owes ${asksOwed} pictures; the newest is ${seconds(pictureAgeMs)} old.`;
  }
  if (pageErrors >= limits.pageErrors) {
    return `The page failed to draw ${pageErrors} pictures one after another.`;
  }
  return undefined;
}

/** What viewers see while nothing more can be done. */
function bridge(figures: Figures, limits: HealthLimits): Diagnosis | undefined {
  const { showAwayMs, pictureAgeMs } = figures;
  if (showAwayMs > limits.awayMs) {
    return ours('slate', `The show has been away for ${seconds(showAwayMs)}.`);
  }
  if (showAwayMs > 0) {
    return ours('repeat-frame', 'The show is away; its browser starts again.');
  }
  if (pictureAgeMs > limits.lateMs) {
    return ours('repeat-frame', `The newest picture is ${seconds(pictureAgeMs)} old.`);
  }
  return undefined;
}

const ours = (remedy: Remedy, why: string): Diagnosis => ({ remedy, why, blame: 'ours' });

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

const mib = (bytes: number): number => Math.round(bytes / 1_024 / 1_024);
