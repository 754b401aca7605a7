/** Time until a moment, in words of a steady shape: `8 s`, `1:40`, `2:05:00`. Never negative. */
export function timeUntil(atMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.ceil((atMs - nowMs) / 1000));
  return seconds < 60 ? `${seconds} s` : clockTime(seconds);
}

/** Whole seconds as `0:05`, `12:30` or `1:00:00`. */
export function clockTime(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}
