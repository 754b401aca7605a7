import { format, inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Secret } from './secret.js';

const TEXT = 'sk-live-0123456789';
const secret = new Secret(TEXT);

describe('Secret', () => {
  test('hands itself out on request alone', () => {
    expect(secret.reveal()).toBe(TEXT);
  });

  test.each<[string, () => string]>([
    ['String', () => String(secret)],
    ['a sum', () => 'key ' + String(secret)],
    ['JSON', () => JSON.stringify({ deep: [secret] })],
    ['inspect', () => inspect({ deep: [secret] }, { depth: 9, showHidden: true })],
    ['console', () => format('%s %o %j %O', secret, secret, secret, secret)],
    ['an error', () => inspect(new Error('It failed.', { cause: { secret } }))],
    ['its own keys', () => JSON.stringify(Object.entries(secret))],
    ['a copy', () => inspect(structuredClone(secret))],
  ])('is not shown by %s', (_name, write) => {
    expect(write()).not.toContain(TEXT);
  });
});
