import { expect, test } from 'vitest';
import { parseInstant } from './parse-instant.js';

const now = new Date(2026, 10, 23, 20, 15, 0);
const today = (hours: number, minutes = 0, seconds = 0) =>
  new Date(2026, 10, 23, hours, minutes, seconds).getTime();

test.each([
  ['10m', today(20, 5)],
  ['1h30m', today(18, 45)],
  ['19:30', today(19, 30)],
  ['19:30:05', today(19, 30, 5)],
  ['2026-11-23', today(0)],
  ['2026-11-23T19:00', today(19)],
  ['2026-11-23 19:00:01', today(19, 0, 1)],
  ['2026-11-23T19:00:00Z', Date.UTC(2026, 10, 23, 19)],
  ['2026-11-23T19:00:00.250+02:00', Date.UTC(2026, 10, 23, 17) + 250],
])('%s is a moment', (text, expected) => {
  expect(parseInstant(text, now)).toBe(expected);
});

test.each(['', 'yesterday', '25:00', '2026-13-01', '10', '0m', '2026-11-23T19'])(
  '"%s" is none',
  (text) => {
    expect(parseInstant(text, now)).toBeUndefined();
  },
);
