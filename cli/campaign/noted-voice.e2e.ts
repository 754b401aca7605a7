import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Instant } from '../../engine/domain/ids.js';
import { createNotedVoice } from './noted-voice.js';

const folder = mkdtempSync(join(tmpdir(), 'sothebais-voice-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a noted voice', () => {
  test('remembers what it said, and not what a crash cut short', async () => {
    const path = join(folder, 'announcements.jsonl');
    const shown: string[] = [];
    const clock = { now: () => 0 as Instant };
    const voice = createNotedVoice({ path, clock, show: (text) => shown.push(text) });
    expect(await voice.lookUp('first')).toBe('unsaid');
    await voice.announce('Tonight: “Dawn”', 'first');
    appendFileSync(path, '{"key":"second","te');
    expect(await voice.lookUp('second')).toBe('unsaid');
    await voice.announce('Doors', 'third');
    expect(await Promise.all(['first', 'second', 'third'].map((key) => voice.lookUp(key)))).toEqual(
      ['said', 'unsaid', 'said'],
    );
    expect(shown).toEqual(['Tonight: “Dawn”', 'Doors']);
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(4);
  });

  test('fails by name where it cannot write', async () => {
    const path = join(folder, 'not-there', 'announcements.jsonl');
    const voice = createNotedVoice({
      path,
      clock: { now: () => 0 as Instant },
      show: () => undefined,
    });
    await expect(voice.announce('Doors', 'key')).rejects.toMatchObject({
      code: 'FOLDER_UNWRITABLE',
    });
  });
});
