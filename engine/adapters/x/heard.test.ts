import { describe, expect, test } from 'vitest';
import {
  byId,
  createSeenIds,
  firstIdOf,
  hearMessage,
  hearPost,
  unescapeEntities,
} from './heard.js';
import { firstPostIdAt, instantOfPost } from './snowflake.js';
import type { Instant } from '../../domain/ids.js';

describe('hearPost', () => {
  test('takes the moment from the id, not from our receipt', () => {
    const post = { id: '1212092628029698048', text: '1 &lt; 2', author_id: '7' };
    const heard = hearPost(post, new Map([['7', 'ada']]), 0 as Instant);
    expect(new Date(heard.placedAt).toISOString()).toBe('2019-12-31T19:26:16.771Z');
    expect(heard).toMatchObject({ handle: 'ada', text: '1 < 2', receivedAt: 0 });
  });
});

test('hearPost takes the whole of a long post, which X cuts short in its text', () => {
  const post = {
    id: '1',
    text: 'I bid… ',
    author_id: '7',
    note_post: { text: 'I bid &lt; 9 ETH' },
  };
  expect(hearPost(post, new Map(), 0 as Instant).text).toBe('I bid < 9 ETH');
});

describe('hearMessage', () => {
  const message = { id: '17', text: 'a &lt; b', author_id: '7', created_at_ms: '1700000000123' };

  test('takes the moment from X where X tells it', () => {
    expect(hearMessage(message, new Map(), 5 as Instant).placedAt).toBe(1_700_000_000_123);
  });

  test('takes the moment of our receipt where X does not', () => {
    const bare = { id: '17', text: '', author_id: '7' };
    expect(hearMessage(bare, new Map(), 5 as Instant)).toMatchObject({ placedAt: 5, handle: '7' });
  });
});

test('unescapeEntities undoes one escape, never two', () => {
  expect(unescapeEntities('&amp;lt; &lt;b&gt; &amp; &quot;')).toBe('&lt; <b> & &quot;');
});

test('byId orders ids by their worth, not as text', () => {
  expect([{ id: '10' }, { id: '9' }, { id: '100' }].sort(byId).map(({ id }) => id)).toEqual([
    '9',
    '10',
    '100',
  ]);
});

test('createSeenIds forgets the oldest first', () => {
  const seen = createSeenIds(2);
  ['a', 'b', 'a', 'c'].forEach((id) => seen.add(id));
  expect(['a', 'b', 'c'].map((id) => seen.has(id))).toEqual([false, true, true]);
});

test('firstIdOf finds what an edited post was first, by either of its names', () => {
  const post = { id: '10', text: '', author_id: '1' };
  expect(firstIdOf({ ...post, edit_history_post_ids: ['9', '8', '10'] })).toBe('8');
  expect(firstIdOf({ ...post, edit_history_tweet_ids: ['9', '10'] })).toBe('9');
  expect(firstIdOf({ ...post, edit_history_tweet_ids: ['10'] })).toBeUndefined();
  expect(firstIdOf(post)).toBeUndefined();
});

test('hearPost names the first version of an edited post, and only there', () => {
  const post = { id: '10', text: '', author_id: '1', edit_history_tweet_ids: ['9', '10'] };
  expect(hearPost(post, new Map(), 0 as Instant).editOf).toBe('9');
  const first = { ...post, edit_history_tweet_ids: ['10'] };
  expect(hearPost(first, new Map(), 0 as Instant)).not.toHaveProperty('editOf');
});

test('firstPostIdAt is the lowest id of its millisecond', () => {
  const at = 1_800_000_000_000 as Instant;
  expect(instantOfPost(firstPostIdAt(at).toString())).toBe(at);
  expect(instantOfPost((firstPostIdAt(at) - 1n).toString())).toBe(at - 1);
});
