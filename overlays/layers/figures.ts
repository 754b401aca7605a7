/** An amount cut for display: what is read at a glance, and the small exact rest. */
export interface SplitAmount {
  readonly lead: string;
  readonly tail: string;
}

const LEAD_DECIMALS = 4;

/**
 * Splits an exact decimal so that its first four decimals can be set large.
 *
 * Nothing is rounded or lost: `lead + tail` is the text itself.
 */
export function splitAmount(text: string): SplitAmount {
  const point = text.indexOf('.');
  if (point === -1 || text.length - point - 1 <= LEAD_DECIMALS) return { lead: text, tail: '' };
  const end = point + 1 + LEAD_DECIMALS;
  return { lead: text.slice(0, end), tail: text.slice(end) };
}

/** A count with thousands set apart: 1204 → `1,204`. */
export function formatCount(count: number): string {
  const digits = String(Math.max(0, Math.trunc(count)));
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 bid`, `37 bids`. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/**
 * The clock of a lot: `0:42`, `1:05:00`, and tenths below ten seconds, which is where it quickens.
 *
 * Rounds up, so that 0 is shown only when time is out.
 */
export function formatLotClock(leftMs: number): string {
  if (leftMs <= 0) return '0.0';
  if (leftMs <= 9_900) return (Math.ceil(leftMs / 100) / 10).toFixed(1);
  return formatClock(Math.ceil(leftMs / 1000), 1);
}

/** The clock of standby: `04:58`, `1:00:00`. Rounds up. */
export function formatDoorsClock(leftMs: number): string {
  return formatClock(Math.max(0, Math.ceil(leftMs / 1000)), 2);
}

/** A transaction's hash, short enough to be read aloud: `0x12ab…9f3c`. */
export function shortHash(hash: string): string {
  return hash.length <= 12 ? hash : `${hash.slice(0, 6)}…${hash.slice(-4)}`;
}

function formatClock(seconds: number, minuteDigits: number): string {
  const s = String(seconds % 60).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${String(minutes).padStart(minuteDigits, '0')}:${s}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${s}`;
}
