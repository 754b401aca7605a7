import { describe, expect, test } from 'vitest';
import { address, at, eth } from '../../testing/builders.js';
import { createTold, type EscrowRecord } from './told.js';

const deposit = (id: string): EscrowRecord => ({
  ...{ kind: 'deposit', id, address: address(1), xUserId: null, amountWei: eth('1'), at: at(1) },
});
const GONE: ReadonlySet<string> = new Set();

describe('what the floor was told of the chain', () => {
  test('is not told again while it stands', () => {
    const told = createTold([]);
    told.note(deposit('a-0'));
    expect(told.asNew(deposit('a-0'))).toBeUndefined();
    expect(told.undoingOf(new Set(['a-0']))).toEqual([]);
  });

  test('is told as undone once, and under another name each time it is mined again', () => {
    const told = createTold([deposit('a-0')]);
    const ids = [1, 2].flatMap(() => {
      const [undone] = told.undoingOf(GONE);
      if (undone) told.note(undone);
      const again = told.asNew(deposit('a-0'));
      if (again) told.note(again);
      return [undone?.id, again?.id];
    });
    expect(ids).toEqual(['a-0-undone', 'a-0-again-1', 'a-0-again-1-undone', 'a-0-again-2']);
  });

  test('is counted on from what the house before this one was told', () => {
    const first = deposit('a-0');
    const again = deposit('a-0-again-1');
    const told = createTold([first, { kind: 'reverted', id: 'a-0-undone', undoes: first }, again]);
    expect(told.asNew(deposit('a-0'))).toBeUndefined();
    expect(told.undoingOf(GONE)).toEqual([
      { kind: 'reverted', id: 'a-0-again-1-undone', undoes: again },
    ]);
    expect(told.lastBefore).toBe(at(1));
  });
});
