import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { SothebaisError } from '../engine/domain/errors.js';
import { leafKeys, loadConfig, variableOf, type Override } from './load.js';

const folder = mkdtempSync(join(tmpdir(), 'sothebais-load-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  vi.unstubAllEnvs();
});

const SECRET = 'sk-live-0123456789';
const PLAIN = 'auction:\n  catalogue: lots.yaml\n';

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const load = (
  text: string,
  environment: Readonly<Record<string, string>> = {},
  flags: readonly Override[] = [],
) => loadConfig(file('sothebais.yaml', text), environment, flags);

async function failureOf(work: Promise<unknown>): Promise<SothebaisError> {
  const thrown: unknown = await work.then(
    () => new Error('It was accepted.'),
    (cause: unknown) => cause,
  );
  expect(thrown).toBeInstanceOf(SothebaisError);
  return thrown as SothebaisError;
}

describe('where a setting comes from', () => {
  const fps = (text: string): Override => ({
    key: 'stage.fps',
    value: Number(text),
    origin: '--set',
  });

  test('the schema, where nobody says anything', async () => {
    expect((await load(PLAIN)).stage.fps).toBe(30);
  });

  test('the file over the schema', async () => {
    expect((await load(`${PLAIN}stage: { fps: 24 }`)).stage.fps).toBe(24);
  });

  test('the environment over the file, and nothing else of its section', async () => {
    const { stage } = await load(`${PLAIN}stage: { fps: 24, widthPx: 640 }`, {
      SOTHEBAIS_STAGE_FPS: '25',
    });
    expect([stage.fps, stage.widthPx]).toEqual([25, 640]);
  });

  test('a flag over the environment', async () => {
    const config = await load(PLAIN, { SOTHEBAIS_STAGE_FPS: '25' }, [fps('50')]);
    expect(config.stage.fps).toBe(50);
  });

  test.each([
    ['SOTHEBAIS_X_USER_ID', '783214', 'x', 'userId', '783214'],
    ['SOTHEBAIS_HOST_NAME', 'true', 'host', 'name', 'true'],
    ['SOTHEBAIS_STAGE_COUNTER', 'true', 'stage', 'counter', true],
    ['SOTHEBAIS_CHAIN_POLL_SECONDS', '0.25', 'chain', 'pollSeconds', 250],
  ] as const)('%s=%s is read as what the setting is', async (name, text, section, key, value) => {
    const config: Readonly<Record<string, unknown>> = { ...(await load(PLAIN, { [name]: text })) };
    expect(config[section]).toMatchObject({ [key]: value });
  });

  test('every setting has a variable of its own', () => {
    const names = leafKeys().map(variableOf);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('a mistake', () => {
  test.each<[string, string, Record<string, string>, Override[], string]>([
    ['an unknown key', `${PLAIN}stgae: {}`, {}, [], 'line 3, stgae: There is no such key.'],
    ['an unknown key within', `${PLAIN}stage:\n  fsp: 1`, {}, [], 'line 4, stage.fsp: There is no'],
    ['a value out of range', `${PLAIN}stage:\n  fps: 500`, {}, [], 'line 4, stage.fps: '],
    ['a missing key', 'stage: {}', {}, [], 'auction'],
    ['an unknown variable', PLAIN, { SOTHEBAIS_STGAE_FPS: '1' }, [], 'SOTHEBAIS_STGAE_FPS'],
    [
      'a bad variable',
      PLAIN,
      { SOTHEBAIS_STAGE_FPS: 'many' },
      [],
      'SOTHEBAIS_STAGE_FPS, stage.fps',
    ],
    [
      'an unknown flag',
      PLAIN,
      {},
      [{ key: 'stage.fsp', value: 1, origin: '--set' }],
      '--set names no setting "stage.fsp"',
    ],
    [
      'a bad flag',
      PLAIN,
      {},
      [{ key: 'stage.fps', value: 0, origin: '--set' }],
      '--set, stage.fps: ',
    ],
  ])('%s is told with where it stands', async (_name, text, environment, flags, expected) => {
    const { code, exitCode, message } = await failureOf(load(text, environment, flags));
    expect([code, exitCode]).toEqual(['CONFIG_INVALID', 78]);
    expect(message).toContain(expected);
  });

  test('a variable of somebody else’s is none', async () => {
    await expect(load(PLAIN, { SOTHEBAIZ_X: '1', HOME: '/' })).resolves.toBeDefined();
  });

  test('a file that is not there is named', async () => {
    const missing = join(folder, 'none.yaml');
    const { code, message } = await failureOf(loadConfig(missing, {}, []));
    expect([code, message]).toEqual(['CONFIG_INVALID', `The file ${missing} cannot be read.`]);
  });
});

describe('a secret', () => {
  const inFile = (text: string) => file('key.txt', text);

  test.each<[string, () => Promise<{ destination: { key?: { reveal(): string } | undefined } }>]>([
    ['a variable', () => load(PLAIN, { SOTHEBAIS_DESTINATION_KEY: SECRET })],
    [
      'the file that a variable names',
      () => load(PLAIN, { SOTHEBAIS_DESTINATION_KEY_FILE: inFile(`${SECRET}\n`) }),
    ],
    [
      'the variable that the file names',
      () => {
        vi.stubEnv('STREAM_KEY', SECRET);
        return load(`${PLAIN}destination: { key: { env: STREAM_KEY } }`);
      },
    ],
    [
      'the file that the file names',
      () => load(`${PLAIN}destination: { key: { file: ${inFile(`${SECRET}\n`)} } }`),
    ],
  ])('comes from %s, and is printed by nothing', async (_name, read) => {
    const config = await read();
    expect(config.destination.key?.reveal()).toBe(SECRET);
    const written = [JSON.stringify(config), inspect(config, { depth: 9, showHidden: true })];
    expect(written.join()).not.toContain(SECRET);
    expect(written.join()).toContain('[secret]');
  });

  test('keeps its digits when it is a number to look at', async () => {
    const { destination } = await load(PLAIN, { SOTHEBAIS_DESTINATION_KEY: '0042' });
    expect(destination.key?.reveal()).toBe('0042');
  });

  test.each([
    ['that stands in the file itself', `destination: { key: ${SECRET} }`, 'destination.key'],
    ['in a variable that is not set', 'destination: { key: { env: NO_SUCH } }', 'NO_SUCH'],
    ['in a file that is not there', 'destination: { key: { file: /no/such } }', '/no/such'],
  ])('%s is refused, and not repeated', async (_name, line, expected) => {
    const failure = await failureOf(load(`${PLAIN}${line}\n`));
    expect(failure.code).toBe('CONFIG_INVALID');
    expect(failure.message).toContain(expected);
    expect(inspect(failure, { depth: 9 })).not.toContain(SECRET);
  });

  test('is not repeated when another setting is wrong', async () => {
    const failure = await failureOf(
      load(PLAIN, { SOTHEBAIS_DESTINATION_KEY: SECRET, SOTHEBAIS_STAGE_FPS: 'many' }),
    );
    expect(inspect(failure, { depth: 9 })).not.toContain(SECRET);
  });
});

describe('a TypeScript file', () => {
  test('gives its default export', async () => {
    const path = file(
      'good.ts',
      "interface Lots { readonly catalogue: string }\nconst auction: Lots = { catalogue: 'a.yaml' };\n" +
        'export default { auction, stage: { fps: 24 } };\n',
    );
    const config = await loadConfig(path, { SOTHEBAIS_STAGE_WIDTH_PX: '640' }, []);
    expect([config.stage.fps, config.stage.widthPx]).toEqual([24, 640]);
    expect(config.auction.catalogue).toBe(join(folder, 'a.yaml'));
  });

  test('that exports nothing is a typed failure', async () => {
    const { code } = await failureOf(loadConfig(file('bad.ts', 'export const a = 1;\n'), {}, []));
    expect(code).toBe('CONFIG_INVALID');
  });

  test('with an unknown key is told with the key', async () => {
    const path = file(
      'unknown.ts',
      "export default { auction: { catalogue: 'a.yaml' }, stage: { fsp: 1 } };\n",
    );
    const { message } = await failureOf(loadConfig(path, {}, []));
    expect(message).toBe(`${path}, stage.fsp: There is no such key.`);
  });
});

describe('a path', () => {
  test('in the file is meant from the file', async () => {
    const config = await load(`${PLAIN}data: ./kept\n`);
    expect(config.data).toBe(join(folder, 'kept'));
    expect(config.auction.catalogue).toBe(join(folder, 'lots.yaml'));
  });

  test('is no address, however wrong that may be', async () => {
    const config = await load(
      `${PLAIN}destinations:\n  - { id: a, url: rtmp://x:99999/live }\n  - { id: b, url: copy.mkv }\n`,
    );
    expect(config.destinations.map(({ url }) => url)).toEqual([
      'rtmp://x:99999/live',
      join(folder, 'copy.mkv'),
    ]);
  });

  test('by flag or variable is meant from here', async () => {
    const flag = { key: 'data', value: './tonight', origin: '--data' };
    expect((await load(PLAIN, {}, [flag])).data).toBe(resolve('tonight'));
    expect((await load(PLAIN, { SOTHEBAIS_DATA: './tonight' })).data).toBe(resolve('tonight'));
  });
});
