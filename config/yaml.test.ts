import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { SothebaisError } from '../engine/domain/errors.js';
import { ethAmount } from './amounts.js';
import { parseYaml } from './yaml.js';

const parse = <Schema extends z.ZodType>(text: string, schema: Schema) =>
  parseYaml(text, 'lots.yaml', schema, 'CATALOGUE_INVALID');

function messageOf(text: string, schema: z.ZodType): string {
  try {
    parse(text, schema);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(SothebaisError);
    return (thrown as SothebaisError).message;
  }
  throw new Error('It was accepted.');
}

describe('amounts', () => {
  const amounts = z.strictObject({ startEth: z.string() });

  test.each([
    ['startEth: 1.10', '1.10'],
    ['startEth: 0.1', '0.1'],
    ['startEth: 1.000000000000000001', '1.000000000000000001'],
    ['startEth: 100000000000000000000001', '100000000000000000000001'],
    ['startEth: "2.50"', '2.50'],
    ['{"startEth": 1.10}', '1.10'],
  ])('keep their very text: %s', (text, expected) => {
    expect(parse(text, amounts).startEth).toBe(expected);
  });

  test('keep it at any depth, under eth, percent and every key in Eth or Wei', () => {
    const schema = z.strictObject({
      lots: z.array(z.record(z.string(), z.union([z.string(), z.number()]))),
    });
    expect(parse('lots:\n  - {eth: 1.0, percent: 5.00, gasWei: 07.0, fps: 3.0}', schema)).toEqual({
      lots: [{ eth: '1.0', percent: '5.00', gasWei: '07.0', fps: 3 }],
    });
  });

  test('are joined by ids and addresses, quoted or not', () => {
    const address = `0x${'12'.repeat(20)}`;
    const text = `consignor: ${address}\ntokenId: 12345678901234567890\nuserId: 0042\nchainId: 1\n`;
    expect(parse(text, z.unknown())).toEqual({
      consignor: address,
      tokenId: '12345678901234567890',
      userId: '0042',
      chainId: 1,
    });
  });

  test.each(['1e3', '.inf', '-1', '0x10', 'one', '1,5', '1_000', '0.0000000000000000001'])(
    'refuse %s, as written',
    (amount) => {
      const message = messageOf(`startEth: ${amount}`, z.strictObject({ startEth: ethAmount }));
      expect(message).toBe(
        `lots.yaml line 1, startEth: Expected an amount of ETH such as 1.25, got "${amount}".`,
      );
    },
  );
});

describe('a mistake is told with its line and key', () => {
  const schema = z.strictObject({
    title: z.string(),
    lots: z.array(z.strictObject({ artist: z.string() })).optional(),
  });

  test.each([
    [
      'an unknown key',
      'title: T\nsubtitel: S\n',
      'lots.yaml line 2, subtitel: There is no such key.',
    ],
    [
      'an unknown key within',
      'title: T\nlots:\n  - artist: A\n  - artist: B\n    reserve: 1\n',
      'lots.yaml line 5, lots.1.reserve: There is no such key.',
    ],
    ['a missing key', 'lots: []\n', 'lots.yaml line 1, title: '],
    ['a missing key within', 'title: T\nlots:\n  - {}\n', 'lots.yaml line 3, lots.0.artist: '],
    ['another kind of value', 'title: T\nlots: none\n', 'lots.yaml line 2, lots: '],
    ['text that is no YAML', 'title: T\nlots: [\n', 'lots.yaml line 3: '],
    ['a key given twice', 'title: T\ntitle: U\n', 'lots.yaml line 2: '],
    ['an empty file', '', 'lots.yaml, the file: '],
  ])('%s', (_name, text, expected) => {
    const message = messageOf(text, schema);
    expect(message.slice(0, expected.length)).toBe(expected);
    expect(message).not.toContain('\n');
  });
});

test('an alias that grows without bound is refused', () => {
  const ten = (text: string) => Array<string>(10).fill(text).join(', ');
  const bomb = [
    `a: &a [${ten('x')}]`,
    `b: &b [${ten('*a')}]`,
    `c: &c [${ten('*b')}]`,
    `d: [${ten('*c')}]`,
  ];
  expect(messageOf(bomb.join('\n'), z.unknown())).toMatch(/^lots\.yaml: Excessive alias count/);
});
