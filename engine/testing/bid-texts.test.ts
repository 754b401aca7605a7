import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseLabelledTexts } from '../../config/labelled-texts.js';
import { scoreReadings } from '../domain/bid-text/score-readings.js';

const folder = fileURLToPath(new URL('./bid-texts/', import.meta.url));
const files = globSync('*.jsonl', { cwd: folder }).sort();
const labelled = files.flatMap((file) =>
  parseLabelledTexts(readFileSync(`${folder}${file}`, 'utf8'), basename(file)),
);
const score = scoreReadings(labelled);

describe('the labelled texts', () => {
  test('are many, of many classes, and each stands once', () => {
    expect(labelled.length).toBeGreaterThan(1_200);
    expect(score.classes.length).toBeGreaterThan(50);
    expect(new Set(labelled.map(({ id }) => id)).size).toBe(labelled.length);
    expect(new Set(labelled.map(({ text }) => text)).size).toBe(labelled.length);
  });

  test('are read without one false bid', () => {
    expect(score.falseBids).toEqual([]);
  });

  test.each(score.classes.map((one) => [one.class, one] as const))(
    'of the class %s are all read as labelled',
    (name, one) => {
      expect(score.misses.filter((miss) => miss.class === name)).toEqual([]);
      expect(one).toMatchObject({ precision: 1, recall: 1, right: one.texts });
    },
  );
});
