import { dirname, extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { SothebaisError } from '../engine/domain/errors.js';
import { isAddress } from './is-address.js';
import { fillPreset } from './presets.js';
import { sayIssue } from './say-issue.js';
import { configSchema, type Config } from './schema.js';
import { Secret } from './secret.js';
import { readYaml } from './yaml.js';

const PREFIX = 'SOTHEBAIS_';

/** A setting given outside the file: `stage.fps` and its value. */
export interface Override {
  readonly key: string;
  /** Text is read as what the setting is. */
  readonly value: unknown;
  /** Where it came from, for messages: `--set`, or the variable's name. */
  readonly origin: string;
}

/**
 * Reads the settings: the file, over it the environment, over that the flags.
 *
 * The file is YAML, JSON or TypeScript (its default export). Paths in it are relative to it.
 *
 * @throws SothebaisError `CONFIG_INVALID`, naming file, line and key
 */
export async function loadConfig(
  path: string,
  environment: Readonly<Record<string, string | undefined>>,
  flags: readonly Override[],
): Promise<Config> {
  return settle(path, await readConfigFile(path), environment, flags);
}

/**
 * The settings without a file, for what needs no catalogue: the defaults, the environment, the
 * flags. Paths are relative to the folder that one stands in.
 *
 * @throws SothebaisError `CONFIG_INVALID`
 */
export function defaultConfig(
  environment: Readonly<Record<string, string | undefined>>,
  flags: readonly Override[],
): Config {
  return settle('The settings', { auction: { catalogue: '' } }, environment, flags);
}

function settle(
  path: string,
  file: Record<string, unknown>,
  environment: Readonly<Record<string, string | undefined>>,
  flags: readonly Override[],
): Config {
  const overrides = [...fromEnvironment(environment), ...flags];
  const merged = structuredClone(file);
  for (const override of overrides) setAt(merged, override);
  const checked = configSchema.safeParse(fillPreset(merged), { reportInput: true });
  if (!checked.success) throw invalid(path, checked.error, overrides);

  const folder = dirname(resolve(path));
  const { data, recording, destinations } = checked.data;
  // A path given by flag or variable is meant from here; one in the file, from the file.
  const from = (key: string): string =>
    overrides.some((override) => override.key === key) ? '' : folder;
  return {
    ...checked.data,
    data: resolve(from('data'), data),
    recording: {
      ...recording,
      ...(recording.path === undefined
        ? {}
        : { path: resolve(from('recording.path'), recording.path) }),
    },
    destinations: destinations.map((destination) => ({
      ...destination,
      url: isAddress(destination.url) ? destination.url : resolve(folder, destination.url),
    })),
    auction: {
      ...checked.data.auction,
      catalogue: resolve(folder, checked.data.auction.catalogue),
    },
  };
}

async function readConfigFile(path: string): Promise<Record<string, unknown>> {
  if (['.ts', '.mts', '.js', '.mjs'].includes(extname(path))) {
    try {
      const loaded = (await import(pathToFileURL(resolve(path)).href)) as { default?: unknown };
      return z.record(z.string(), z.unknown()).parse(loaded.default);
    } catch (cause) {
      throw new SothebaisError('CONFIG_INVALID', `The file ${path} exports no settings.`, {
        cause,
      });
    }
  }
  // Checked here against the whole schema so that a mistake is told with its line; what is kept
  // is the text's own values, for the environment and flags to be laid over.
  const failures = { missing: 'CONFIG_INVALID', invalid: 'CONFIG_INVALID' } as const;
  readYaml(path, configSchema, failures);
  return readYaml(path, z.record(z.string(), z.unknown()), failures);
}

function fromEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): readonly Override[] {
  const known = new Map(leafKeys().map((key) => [variableOf(key), key]));
  return Object.entries(environment).flatMap(([name, value]): Override[] => {
    if (!name.startsWith(PREFIX) || value === undefined) return [];
    const key = known.get(name) ?? known.get(name.replace(/_FILE$/, ''));
    if (key === undefined) {
      throw new SothebaisError('CONFIG_INVALID', `The variable ${name} names no setting.`, {
        hint: 'Compare it with config/reference.md, or unset it.',
      });
    }
    if (isSecretKey(key)) {
      const source = name.endsWith('_FILE') ? { file: value } : new Secret(value);
      return [{ key, value: source, origin: name }];
    }
    return [{ key, value, origin: name }];
  });
}

/** Text from a variable or a flag, as the value that it spells for a setting: a handle stays text. */
function fromText(key: string, text: string): unknown {
  if (fieldAt(key).safeParse(text).success) return text;
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+(\.\d+)?$/.test(text) && text.length < 16 ? Number(text) : text;
}

/** The variable that sets a key: `stage.widthPx` is `SOTHEBAIS_STAGE_WIDTH_PX`. */
export const variableOf = (key: string): string =>
  PREFIX +
  key
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll('.', '_')
    .toUpperCase();

/** Every setting by its dotted key, in the order of the schema. */
export function leafKeys(): readonly string[] {
  return Object.entries(configSchema.shape).flatMap(([key, field]) => {
    const section = sectionOf(field);
    return section ? Object.keys(section.shape).map((inner) => `${key}.${inner}`) : [key];
  });
}

/** The schema of one setting. */
export function fieldAt(key: string): z.ZodType {
  const [section = '', inner] = key.split('.');
  const field = configSchema.shape[section as keyof typeof configSchema.shape] as z.ZodType;
  return inner === undefined ? field : (sectionOf(field)?.shape[inner] as z.ZodType);
}

/** The object behind a section of the schema, or undefined for a plain setting. */
function sectionOf(field: z.ZodType): z.ZodObject | undefined {
  if (field instanceof z.ZodObject) return field;
  if (field instanceof z.ZodPrefault) return sectionOf(field.def.innerType as z.ZodType);
  return undefined;
}

const SECRET_KEYS: ReadonlySet<string> = new Set([
  ...['appKey', 'appSecret', 'accessToken', 'accessSecret', 'bearer'].map((key) => `x.${key}`),
  'chain.houseKey',
  'destination.key',
]);

export const isSecretKey = (key: string): boolean => SECRET_KEYS.has(key);

function setAt(settings: Record<string, unknown>, { key, value: given, origin }: Override): void {
  const [section = '', inner] = key.split('.');
  if (!leafKeys().includes(key)) {
    throw new SothebaisError('CONFIG_INVALID', `${origin} names no setting "${key}".`, {
      hint: 'Compare it with config/reference.md.',
    });
  }
  const value = typeof given === 'string' ? fromText(key, given) : given;
  if (inner === undefined) settings[section] = value;
  else settings[section] = { ...(settings[section] as object | undefined), [inner]: value };
}

function invalid(path: string, error: z.ZodError, overrides: readonly Override[]): SothebaisError {
  const [issue] = error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const key = [...(issue?.path ?? []), ...unknown].map(String).join('.');
  const origin = overrides.find((override) => override.key === key)?.origin ?? path;
  const what =
    unknown.length > 0 ? 'There is no such key.' : issue ? sayIssue(issue) : 'It does not fit.';
  return new SothebaisError('CONFIG_INVALID', `${origin}, ${key}: ${what}`);
}
