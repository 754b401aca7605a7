import { describe, expect, test } from 'vitest';
import { PAGE_MS, pageAt, pageOpacity } from './paging.js';

describe('pageAt', () => {
  test('starts with the page asked for and turns round', () => {
    expect(pageAt(3, 2, 1_000, 1_000)).toBe(2);
    expect(pageAt(3, 2, 1_000, 1_000 + PAGE_MS - 1)).toBe(2);
    expect(pageAt(3, 2, 1_000, 1_000 + PAGE_MS)).toBe(0);
  });

  test('a single page stays', () => {
    expect(pageAt(1, 0, 0, 10 * PAGE_MS)).toBe(0);
    expect(pageAt(0, 0, 0, PAGE_MS)).toBe(0);
  });
});

describe('pageOpacity', () => {
  test.each([
    ['the first page stands at once', 2, 0, 1],
    ['a page leaves at the end of its time', 2, PAGE_MS - 125, 0.5],
    ['the next one begins unseen', 2, PAGE_MS, 0],
    ['the next one stands once it came in', 2, PAGE_MS + 450, 1],
    ['a single page stands when its time is out', 1, PAGE_MS, 1],
  ])('%s', (_name, pages, nowMs, expected) => {
    expect(pageOpacity(pages, 0, nowMs)).toBe(expected);
  });
});
