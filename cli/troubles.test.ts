import { expect, test } from 'vitest';
import { SothebaisError } from '../engine/domain/errors.js';
import { Troubles } from './troubles.js';

test('troubles are told by code, once in a row, five at most', () => {
  const troubles = new Troubles();
  const heard: string[] = [];
  troubles.onNote((line) => heard.push(line));
  troubles.note(new SothebaisError('CHAIN_FAILED', 'It is away.'));
  troubles.note(new SothebaisError('CHAIN_FAILED', 'It is away.'));
  for (const name of ['a', 'b', 'c', 'd', 'e']) troubles.note(new Error(name));
  troubles.note('plain');
  expect(heard).toEqual(['CHAIN_FAILED: It is away.', 'a', 'b', 'c', 'd', 'e', 'plain']);
  expect(troubles.latest()).toEqual(['b', 'c', 'd', 'e', 'plain']);
});
