import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { SothebaisError } from '../../engine/domain/errors.js';
import type { CampaignVoice } from '../../engine/ports/campaign-voice.js';
import type { Clock } from '../../engine/ports/clock.js';

/**
 * A voice for campaigns on stand-ins: each announcement is a line of a file, as JSON, and is shown.
 * The file is the memory: what stands in it was said.
 */
export function createNotedVoice(options: {
  readonly path: string;
  readonly clock: Clock;
  readonly show: (text: string) => void;
}): CampaignVoice {
  const { path, clock, show } = options;
  return {
    announce: async (text, key) => {
      const at = new Date(clock.now()).toISOString();
      append(path, JSON.stringify({ key, at, text }));
      show(text);
      return { kind: 'sent', id: `noted in ${basename(path)}` };
    },
    lookUp: async (key) => (keysIn(path).has(key) ? 'said' : 'unsaid'),
  };
}

/** A line that a crash cut short is closed first, so that it spoils no other. */
function append(path: string, line: string): void {
  const isCut = existsSync(path) && !/(^|\n)$/.test(readFileSync(path, 'utf8'));
  try {
    const file = openSync(path, 'a', 0o600);
    try {
      writeSync(file, `${isCut ? '\n' : ''}${line}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw new SothebaisError('FOLDER_UNWRITABLE', `The file ${path} cannot be written.`, { cause });
  }
}

function keysIn(path: string): ReadonlySet<unknown> {
  if (!existsSync(path)) return new Set();
  return new Set(
    readFileSync(path, 'utf8')
      .split('\n')
      .map((line): unknown => {
        try {
          return (JSON.parse(line) as { key?: unknown }).key;
        } catch {
          return undefined;
        }
      }),
  );
}
