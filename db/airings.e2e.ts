import { describe, expect, test } from 'vitest';
import type { AuctionId, Instant } from '../engine/domain/ids.js';
import { createAirings } from './airings.js';
import { openDatabase } from './open.js';

const airing = (sequence: number, frame: number) => ({
  ...{ sequence, frame, onAirMs: frame * 40, at: (1_000 + frame) as Instant },
});

describe('airings', () => {
  test('tells the first frame that shows an event, or one after it', () => {
    const database = openDatabase(':memory:');
    const airings = createAirings(database.db, 'evening' as AuctionId);
    const others = createAirings(database.db, 'another' as AuctionId);
    expect(airings.showing(1)).toBeUndefined();
    airings.note(airing(3, 100));
    airings.note(airing(9, 130));
    airings.note(airing(3, 200));
    others.note(airing(4, 1));
    expect([1, 3, 4, 9].map((sequence) => airings.showing(sequence)?.frame)).toEqual([
      ...[100, 100, 130, 130],
    ]);
    expect(airings.showing(4)).toEqual(airing(9, 130));
    expect(airings.showing(10)).toBeUndefined();
    database.close();
  });
});
