import { expect, test } from 'vitest';
import { AlarmBell } from './alarm-bell.js';

function aBell() {
  const told: string[] = [];
  const bell = new AlarmBell(({ kind, sinceMs }, change) => {
    told.push(`${kind} ${change} since ${sinceMs}`);
  });
  const judge = (fromMs: number, toMs: number, fault: string | undefined) => {
    for (let ms = fromMs; ms <= toMs; ms += 100) bell.judge('black', fault, ms);
  };
  return { bell, told, judge };
}

test('AlarmBell raises a fault that lasts, and says since when it does', () => {
  const { bell, told, judge } = aBell();
  judge(1_000, 1_600, 'The picture is black.');
  expect(told).toEqual([]);
  judge(1_700, 1_900, 'The picture is black.');
  expect(told).toEqual(['black raised since 1000']);
  expect(bell.alarms).toEqual([
    { kind: 'black', message: 'The picture is black.', sinceMs: 1_000 },
  ]);
});

test('AlarmBell leaves alone what is over too soon', () => {
  const { told, judge } = aBell();
  judge(0, 600, 'The picture is black.');
  judge(700, 700, undefined);
  judge(800, 1_400, 'The picture is black.');
  expect(told).toEqual([]);
});

test('AlarmBell clears once nothing was found for a while, and not for one good look', () => {
  const { bell, told, judge } = aBell();
  judge(0, 1_000, 'The picture is black.');
  judge(1_100, 1_700, undefined);
  judge(1_800, 1_800, 'The picture is black.');
  judge(1_900, 2_500, undefined);
  expect(told).toEqual(['black raised since 0']);
  judge(2_600, 2_600, undefined);
  expect(told).toEqual(['black raised since 0', 'black cleared since 0']);
  expect(bell.alarms).toEqual([]);
});

test('AlarmBell names alarms in the order in which their faults began', () => {
  const { bell } = aBell();
  bell.judge('silent', 'The sound is silent.', 1_000);
  bell.judge('frozen', 'Nothing moves.', 2_000);
  bell.judge('silent', 'The sound is silent.', 3_000);
  expect(bell.alarms.map(({ kind }) => kind)).toEqual(['silent', 'frozen']);
});

test('AlarmBell ends an alarm at once when nobody can look any more', () => {
  const { bell, told, judge } = aBell();
  judge(0, 1_000, 'The picture is black.');
  bell.clear('black');
  bell.clear('silent');
  expect(told).toEqual(['black raised since 0', 'black cleared since 0']);
});
