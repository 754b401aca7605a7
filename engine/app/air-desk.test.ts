import { beforeEach, describe, expect, test } from 'vitest';
import type { Airing } from '../ports/airings.js';
import { at } from '../testing/builders.js';
import { createAirDesk, type AirDesk } from './air-desk.js';

describe('the air desk', () => {
  let noted: Airing[];
  let desk: AirDesk;
  beforeEach(() => {
    noted = [];
    const airings = { note: (airing: Airing) => noted.push(airing), showing: () => undefined };
    const onTrouble = (cause: unknown) => {
      throw cause;
    };
    desk = createAirDesk({ airings, clock: { now: () => at(5) }, onTrouble });
  });
  const shown = (revision: number, frame: number) =>
    desk.shown({ revision, frame, onAirMs: frame * 40 });

  test('notes the newest event that a frame is the first to show', () => {
    desk.published(1, 10);
    desk.published(2, 12);
    desk.published(3, 13);
    shown(2, 50);
    shown(3, 51);
    expect(noted).toEqual([
      { sequence: 12, frame: 50, onAirMs: 2_000, at: at(5) },
      { sequence: 13, frame: 51, onAirMs: 2_040, at: at(5) },
    ]);
  });

  test('notes nothing for a state that tells of no new event', () => {
    desk.published(1, 10);
    shown(1, 50);
    desk.published(2, 10);
    shown(2, 51);
    expect(noted).toHaveLength(1);
  });
});
