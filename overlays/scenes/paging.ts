import { durations, easeInOut, progress } from '../theme/motion.js';

/** How long a page stays up, in milliseconds. */
export const PAGE_MS = 9_000;
/** How long it takes to leave. */
const LEAVE_MS = 250;

/** The page that is up: it starts with the one asked for and turns every nine seconds. */
export function pageAt(pages: number, firstPage: number, sinceMs: number, nowMs: number): number {
  if (pages <= 1) return 0;
  return (firstPage + Math.max(0, Math.floor((nowMs - sinceMs) / PAGE_MS))) % pages;
}

/** Opacity of the page that is up: all but the first fade in, and all fade out; a single one stays. */
export function pageOpacity(pages: number, sinceMs: number, nowMs: number): number {
  if (pages <= 1) return 1;
  const upMs = Math.max(0, nowMs - sinceMs) % PAGE_MS;
  const isFirst = nowMs - sinceMs < PAGE_MS;
  const into = isFirst ? 1 : easeInOut(progress(upMs, 0, durations.page));
  return into * (1 - progress(upMs, PAGE_MS - LEAVE_MS, LEAVE_MS));
}
