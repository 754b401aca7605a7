import { describe, expect, test } from 'vitest';
import { parseSecondChance } from './registration.js';

describe('parseSecondChance', () => {
  test.each([
    ['accept lot 3', 3, 'taken'],
    ['@aurelia decline lot 3', 3, 'declined'],
    ['@aurelia @ada, Accept  Lot #03!', 3, 'taken'],
    [' DECLINE LOT 12. \n', 12, 'declined'],
  ] as const)('reads "%s"', (text, lotNumber, answer) => {
    expect(parseSecondChance(text)).toEqual({ lotNumber, answer });
  });

  test.each([
    'I accept lot 3',
    'accept lot 3 for 1 ETH',
    'accept lot 3?',
    'accept lot 3 decline lot 3',
    'do not accept lot 3',
    '"accept lot 3"',
    'accept lot 0',
    'accept lot',
    'accept lot 3.5',
    'accept 3',
    'accept lot 1234567890',
    `accept lot${' '.repeat(50_000)}x`,
  ])('reads nothing out of "%s"', (text) => {
    expect(parseSecondChance(text)).toBeUndefined();
  });
});
