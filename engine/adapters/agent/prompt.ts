import type { ShowState } from '../../domain/show.js';
import { HOST_TURNS } from './turns.js';
import type { Asked, ModelContext, Said } from './model.js';

/** What core's message handler sends when a viewer is answered. */
export const ANSWER_TEMPLATE = `{{providers}}

Somebody in the room said <words>. Answer as {{agentName}} in one line, or with nothing at all when
the words want no answer. Reply with the line alone.`;

/** What is sent at a turn of the show. */
export const TURN_TEMPLATE = `{{providers}}

The show has come to <turn>. Say {{agentName}}'s line for it; do not repeat a line of <recent>.
Reply with the line alone.`;

type Fence = 'show' | 'recent' | 'words' | 'turn';

/**
 * Puts a value into a prompt as one line of JSON between tags.
 *
 * Strangers wrote some of it: angle brackets and doubled braces leave as escapes, so that no
 * text can close its fence, open another, or be taken for a placeholder.
 */
export function fence(tag: Fence, value: unknown): string {
  const json = JSON.stringify(value)
    .replaceAll('<', String.raw`\u003c`)
    .replaceAll('>', String.raw`\u003e`)
    .replace(/\{(?=\{)/g, String.raw`\u007b`);
  return `<${tag}>\n${json}\n</${tag}>`;
}

/** Reads a prompt of ours back into values; undefined where it is not one. */
export function readPrompt(prompt: string): ModelContext | undefined {
  const show = unfence(prompt, 'show') as ShowState | undefined;
  const recent = unfence(prompt, 'recent') as readonly Said[] | undefined;
  const asked = readAsked(prompt);
  return show && recent && asked ? { asked, show, recent } : undefined;
}

function readAsked(prompt: string): Asked | undefined {
  const words = unfence(prompt, 'words') as { from: string; text: string } | undefined;
  if (words) return { words };
  const turn = HOST_TURNS.find((name) => name === unfence(prompt, 'turn'));
  return turn && { turn };
}

function unfence(prompt: string, tag: Fence): unknown {
  const opening = `<${tag}>\n`;
  const from = prompt.indexOf(opening);
  const to = prompt.indexOf(`\n</${tag}>`, from);
  if (from < 0 || to < 0) return undefined;
  return JSON.parse(prompt.slice(from + opening.length, to));
}
