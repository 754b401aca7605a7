import { Readable, Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { answerBidLines } from './answer-bid-lines.js';

async function answer(lines: string, asJson = true): Promise<{ output: string; failure: unknown }> {
  const written: string[] = [];
  const output = new Writable({
    highWaterMark: 8,
    write: (chunk: Buffer, _encoding, done) => {
      written.push(chunk.toString());
      setImmediate(done);
    },
  });
  const failure: unknown = await answerBidLines(Readable.from([lines]), output, {}, asJson).then(
    () => undefined,
    (cause: unknown) => cause,
  );
  return { output: written.join(''), failure };
}

describe('answerBidLines', () => {
  test('answers in order, each with its id as it was given', async () => {
    const { output } = await answer(
      '{"id":1800000000000000001,"text":"bid 2"}\r\n' +
        '{"id":"b","text":"gm","by":{"id":3}}\n\n{"text":"2","id":"\u00e9"}',
    );
    expect(output.split('\n')).toEqual([
      '{"id":1800000000000000001,"kind":"bid","amount":"2","currency":"ETH","reason":"an offer in words"}',
      '{"id":"b","kind":"none","reason":"no offer"}',
      '{"id":"\u00e9","kind":"ambiguous","reason":"an amount without verb or unit"}',
      '',
    ]);
  });

  test('writes words for people without JSON', async () => {
    const { output } = await answer('{"id":1,"text":"bid 2"}', false);
    expect(output).toBe('1\tbid of 2 ETH: an offer in words\n');
  });

  test.each([
    ['no JSON', '{broken', 'expected a JSON object with "id" and "text"'],
    ['no object', '[1]', 'expected "id" to be a string or a number'],
    [
      'an id of another kind',
      '{"id":null,"text":"gm"}',
      'expected "id" to be a string or a number',
    ],
    ['a text that is none', '{"id":1,"text":2}', 'expected "text" to be a string'],
  ])('stops at a line with %s, behind the answers before it', async (_name, line, why) => {
    const { output, failure } = await answer(`{"id":1,"text":"gm"}\n${line}\n{"id":3,"text":"gm"}`);
    expect(output).toBe('{"id":1,"kind":"none","reason":"no offer"}\n');
    expect(failure).toMatchObject({
      code: 'INPUT_INVALID',
      message: `Line 2 of standard input is broken: ${why}.`,
    });
  });
});
