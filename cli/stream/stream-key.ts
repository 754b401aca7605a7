import { readFileSync } from 'node:fs';
import { Flags } from '@oclif/core';
import { Secret } from '../../config/secret.js';
import { SothebaisError } from '../../engine/domain/errors.js';

/** Not under `SOTHEBAIS_`: those are settings, and an unknown one is refused. */
const USUAL_VARIABLE = 'STREAM_KEY';

/** Where the stream key lies. There is no flag for the key itself: see `KEY_HELP`. */
export const keyFlags = {
  'key-env': Flags.string({
    summary: 'variable that holds the stream key',
    helpValue: 'NAME',
    defaultHelp: async () => USUAL_VARIABLE,
    exclusive: ['key-file'],
  }),
  'key-file': Flags.string({ summary: 'file that holds the stream key', helpValue: 'PATH' }),
};

/** Why, for the help of every command that takes one. */
export const KEY_HELP =
  'The stream key is never an argument: what stands on a command line can be read by every ' +
  'program on this machine, and stays in the shell’s history. It is read from the variable ' +
  `$${USUAL_VARIABLE} for an RTMP address, or for any from what --key-env or --key-file names.`;

/**
 * The stream key of a destination, from where the flags say that it lies; undefined where they say
 * nothing and the usual variable is not set, or the address is not one that has a key as a rule.
 *
 * @throws SothebaisError `INPUT_MISSING`
 */
export function readStreamKey(
  flags: { readonly 'key-env'?: string | undefined; readonly 'key-file'?: string | undefined },
  url: string,
  environment: Readonly<Record<string, string | undefined>>,
): Secret | undefined {
  const { 'key-env': variable, 'key-file': file } = flags;
  const isSaid = (variable ?? file) !== undefined;
  if (!isSaid && !/^rtmps?:/i.test(url)) return undefined;
  const place = file ?? `$${variable ?? USUAL_VARIABLE}`;
  const text = file === undefined ? environment[variable ?? USUAL_VARIABLE] : readText(file);
  const key = text?.trim();
  if (key) return new Secret(key);
  if (!isSaid) return undefined;
  throw new SothebaisError('INPUT_MISSING', `There is no stream key in ${place}.`, {
    hint: 'Put it there: `read -rs STREAM_KEY && export STREAM_KEY` reads one unseen.',
  });
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
