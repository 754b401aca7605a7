import { describe, expect, test } from 'vitest';
import { parseQuery } from './query.js';
import type { Searchable } from './query.js';

const aPost = (post: Partial<Searchable> = {}): Searchable => ({
  text: '@sothebais 2.5 ETH for the blue one',
  author: 'ada',
  mentions: new Set(['sothebais']),
  repliesTo: undefined,
  isReply: false,
  isQuote: false,
  isRepost: false,
  ...post,
});

describe('parseQuery', () => {
  test.each([
    ['@sothebais', true],
    ['@SothebAIs -from:ada', false],
    ['@sothebais -from:bob -is:retweet', true],
    ['"blue one"', true],
    ['blue red', false],
    ['red OR blue', true],
    ['from:bob (red OR blue)', false],
    ['-(red OR green) eth', true],
    ['is:reply OR is:quote', false],
    ['to:sothebais', false],
  ])('reads "%s"', (text, expected) => {
    expect(parseQuery(text)(aPost())).toBe(expected);
  });

  test.each([
    '',
    ' ',
    '(blue',
    'blue)',
    'blue OR',
    'is:nonsense',
    'a'.repeat(1025),
    '('.repeat(50),
  ])('refuses "%s"', (text) => {
    expect(() => parseQuery(text)).toThrow('The query cannot be read.');
  });
});
