import { describe, expect, test } from 'vitest';
import type { Instant, XUserId } from '../domain/ids.js';
import { at } from '../testing/builders.js';
import { createDoor, type Door, type DoorLimits, type Knock } from './door.js';

const LIMITS: DoorLimits = {
  bidder: { burst: 3, perSecond: 0.5 },
  source: { burst: 6, perSecond: 2 },
  biddersMax: 4,
  namedMax: 2,
};

let ids = 0;
const knock = (author: string, placed: number, over: Partial<Knock> = {}): Knock => ({
  ...{ source: 'post', id: String(++ids), author, xUserId: author as XUserId },
  ...{ placedAt: at(placed), receivedAt: at(placed) },
  ...over,
});

/** How many of so many messages at one time are let in. */
const admitted = (door: Door, count: number, one: () => Knock): number =>
  Array.from({ length: count }, () => door.admits(one())).filter(Boolean).length;

const counts = (door: Door, now: Instant = at(0)) =>
  door.floods(now).map(({ source, xUserId, count }) => [source, xUserId, count]);

describe('a bidder at the door', () => {
  test('comes in as often as a burst allows, and then at his rate', () => {
    const door = createDoor(LIMITS);
    expect(admitted(door, 5, () => knock('7', 0))).toBe(3);
    expect(admitted(door, 2, () => knock('7', 1.999))).toBe(0);
    expect(admitted(door, 2, () => knock('7', 2))).toBe(1);
    expect(admitted(door, 9, () => knock('7', 3_600))).toBe(3);
  });

  test('is measured by when he wrote, not by when a gap was over', () => {
    const door = createDoor(LIMITS);
    const late = (placed: number) => knock('7', placed, { receivedAt: at(600) });
    const bids = [0, 10, 20, 30, 40, 50].map((placed) => door.admits(late(placed)));
    expect(bids).toEqual([true, true, true, true, true, true]);
  });

  test('gains nothing by messages out of order', () => {
    const door = createDoor(LIMITS);
    const placed = [100, 0, 100, 0, 100, 0];
    expect(placed.filter((seconds) => door.admits(knock('7', seconds)))).toHaveLength(3);
  });

  test('is let in again with what was let in before, for the queue may have been away', () => {
    const door = createDoor(LIMITS);
    const one = knock('7', 0);
    expect(admitted(door, 9, () => one)).toBe(9);
    expect(admitted(door, 9, () => knock('7', 0))).toBe(2);
  });

  test('takes nothing from another, nor from his own other ways in', () => {
    const door = createDoor(LIMITS);
    expect(admitted(door, 99, () => knock('7', 0))).toBe(3);
    expect(admitted(door, 3, () => knock('8', 0))).toBe(3);
    expect(admitted(door, 99, () => knock('7', 0, { source: 'chat' }))).toBe(3);
  });
});

describe('a source at the door', () => {
  test('is measured by when it delivers, whoever it delivers', () => {
    const door = createDoor(LIMITS);
    let author = 0;
    const anybody = (seconds: number) => () => knock(String(++author), seconds);
    expect(admitted(door, 10, anybody(0))).toBe(6);
    expect(admitted(door, 10, anybody(1))).toBe(2);
    expect(counts(door)).toEqual([['post', null, 12]]);
  });

  test('that is full costs a bidder none of his own', () => {
    const door = createDoor(LIMITS);
    for (const author of ['1', '2']) admitted(door, 3, () => knock(author, 0));
    expect(admitted(door, 9, () => knock('7', 0))).toBe(0);
    expect(admitted(door, 9, () => knock('7', 60))).toBe(3);
  });
});

describe('floods', () => {
  test('are told once each, the greatest by name and the rest as their source', () => {
    const door = createDoor({ ...LIMITS, source: { burst: 99, perSecond: 0 } });
    for (const [author, count] of Object.entries({ 1: 10, 2: 4, 3: 8 })) {
      admitted(door, count, () => knock(author, 0));
    }
    admitted(door, 5, () => knock('0xabc', 0, { source: 'chain', xUserId: null }));
    expect(counts(door)).toEqual([
      ['post', '1', 7],
      ['post', '3', 5],
      ['post', null, 1],
      ['chain', null, 2],
    ]);
    expect(counts(door)).toEqual([]);
  });

  test('are named by the last message counted, so that none is told twice', () => {
    const door = createDoor(LIMITS);
    const told = [1, 2].flatMap((count) => {
      admitted(door, 3 + count, () => knock('7', 0));
      return door.floods(at(9)).map(({ sourceId }) => sourceId);
    });
    expect(told).toEqual([`flood-post-${ids - 5}`, `flood-post-${ids}`]);
  });

  test('of bidders who are forgotten are told as their source', () => {
    const door = createDoor({ ...LIMITS, source: { burst: 99, perSecond: 0 } });
    admitted(door, 10, () => knock('7', 0));
    for (const author of ['1', '2', '3', '4']) door.admits(knock(author, 0));
    expect(door.remembered()).toBe(4);
    expect(counts(door)).toEqual([['post', null, 7]]);
  });

  test('leave whoever was heard last remembered', () => {
    const door = createDoor({ ...LIMITS, source: { burst: 99, perSecond: 0 } });
    admitted(door, 3, () => knock('7', 0));
    for (let author = 100; author < 110; author += 1) {
      door.admits(knock(String(author), 0));
      expect(door.admits(knock('7', 0))).toBe(false);
    }
  });
});
