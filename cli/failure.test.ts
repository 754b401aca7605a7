import { Errors } from '@oclif/core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SothebaisError } from '../engine/domain/errors.js';
import { renderFailure } from './failure.js';

let stdout = '';
let stderr = '';

beforeEach(() => {
  stdout = '';
  stderr = '';
  vi.stubEnv('DEBUG', '');
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    stdout += String(chunk);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    stderr += String(chunk);
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.exitCode = undefined;
});

const CONFIG = new SothebaisError('CONFIG_INVALID', 'Expected 1, got 2.', { hint: 'Say 1.' });
const usage = (message: string) => new Errors.CLIError(message, { exit: 2 });

describe('renderFailure', () => {
  test('writes three lines to stderr, and nothing to stdout', () => {
    renderFailure(CONFIG, false);
    expect(stdout).toBe('');
    expect(stderr).toBe('Error: Expected 1, got 2.\nCode:  CONFIG_INVALID\nTry:   Say 1.\n');
    expect(process.exitCode).toBe(78);
  });

  test('writes one line of JSON to stdout, and nothing to stderr', () => {
    renderFailure(CONFIG, true);
    expect(stderr).toBe('');
    expect(stdout.endsWith('}\n')).toBe(true);
    expect(JSON.parse(stdout)).toEqual({
      error: { code: 'CONFIG_INVALID', message: 'Expected 1, got 2.', hint: 'Say 1.' },
    });
    expect(process.exitCode).toBe(78);
  });

  test.each<[string, unknown, string, number]>([
    ['a failure of ours', CONFIG, 'CONFIG_INVALID', 78],
    ['an interruption', new SothebaisError('INTERRUPTED', 'It was.'), 'INTERRUPTED', 130],
    ['what the user typed wrong', usage('No such flag.'), 'USAGE', 2],
    ['a bug', new TypeError('x is not a function'), 'BUG', 1],
    ['something that is no error', 'no', 'BUG', 1],
    ['nothing', undefined, 'BUG', 1],
  ])('gives %s its code and exit', (_name, thrown, code, exit) => {
    renderFailure(thrown, true);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code } });
    expect(process.exitCode).toBe(exit);
  });

  test.each([
    [
      '\u001b[31mNonexistent flag: --x\u001b[39m\nSee more help with --help',
      'Nonexistent flag: --x',
    ],
    ['Parsing --size \n\tExpected 2, got 1.\nSee more help', '--size: Expected 2, got 1.'],
    ['command stream:nope not found', 'There is no command "stream nope".'],
  ])('puts what oclif says on one line, as it is typed: %j', (said, expected) => {
    renderFailure(usage(said), true);
    expect(JSON.parse(stdout)).toMatchObject({ error: { message: expected } });
  });

  test('shows no stack unless asked to', () => {
    renderFailure(new Error('It broke.'), false);
    expect(stderr).not.toContain('failure.test');
    vi.stubEnv('DEBUG', '*');
    renderFailure(new Error('It broke.'), false);
    expect(stderr).toContain('failure.test');
  });

  test('keeps stdout to the JSON when asked for a stack', () => {
    vi.stubEnv('DEBUG', '*');
    renderFailure(new Error('It broke.'), true);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'BUG' } });
  });
});
