import { expect, test } from 'vitest';
import { z } from 'zod';
import { configSchema } from './schema.js';
import { sayIssue } from './say-issue.js';

function said(schema: z.ZodType, value: unknown): string {
  const [issue] = schema.safeParse(value, { reportInput: true }).error?.issues ?? [];
  return issue ? sayIssue(issue) : 'Nothing is wrong.';
}
const encoder = configSchema.shape.encoder;
const stage = configSchema.shape.stage;

test.each([
  [encoder, { bitrateKbps: 'fast' }, 'Expected a number, got "fast".'],
  [encoder, { bitrateKbps: 4000.5 }, 'Expected a whole number, got 4000.5.'],
  [encoder, { bitrateKbps: 100 }, 'Expected at least 200, got 100.'],
  [
    encoder,
    { codec: 'h265' },
    'Expected one of auto, h264_nvenc, h264_qsv, h264_vaapi, h264_videotoolbox, libx264, got "h265".',
  ],
  [stage, { fps: 1000 }, 'Expected at most 60, got 1000.'],
  [stage, { widthPx: 641 }, 'Expected an even number, got 641.'],
  [stage, { counter: 'maybe' }, 'Expected true or false, got "maybe".'],
  [z.number().positive(), 0, 'Expected more than 0, got 0.'],
])('%# says what was expected and what was got', (schema, value, expected) => {
  expect(said(schema, value)).toBe(expected);
});

test('a long value is not repeated, nor one that is text', () => {
  expect(said(encoder, { bitrateKbps: 'x'.repeat(50) })).toBe('Expected a number.');
  expect(said(z.string(), 12_345)).not.toContain('12345');
});

test('words of its own stay', () => {
  expect(said(z.string().regex(/^a/, 'Expected an a.'), 'secret')).toBe('Expected an a.');
});

test('a secret that stands in the file is not repeated', () => {
  expect(said(configSchema.shape.destination, { key: 'geheim' })).toBe(
    'Expected { env: NAME } or { file: PATH }: a secret does not stand in the file itself.',
  );
});
