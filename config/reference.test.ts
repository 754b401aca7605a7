import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildJsonSchema, buildReference } from './reference.js';

const beside = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

test('the reference page is as the schema has it (`npm run generate`)', () => {
  expect(beside('reference.md')).toBe(buildReference());
});

test('the editors’ schema is as the schema has it (`npm run generate`)', () => {
  expect(JSON.parse(beside('sothebais.schema.json'))).toEqual(buildJsonSchema());
});
