import { describe, expect, test } from 'vitest';
import { parseClaim } from '../../domain/registration.js';
import { REGISTRATIONS } from './register.js';

const WALLET = `0x${'aB'.repeat(20)}`;

describe('a registration of the crowd', () => {
  test.each(REGISTRATIONS)('is read by the house: %s', (words) => {
    expect(parseClaim(`@host ${words.replace('#', WALLET)}`)).toBe(WALLET);
  });
});
