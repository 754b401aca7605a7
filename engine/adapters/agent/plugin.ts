import type { AsyncLocalStorage } from 'node:async_hooks';
import { LINE_LENGTH_MAX } from '../../domain/line.js';
import type { ShowState } from '../../domain/show.js';
import { SothebaisError } from '../../domain/errors.js';
import type { CoreAction, CorePlugin, CoreProvider, CoreRuntime } from './core.js';
import type { Asked, LanguageModel, Said } from './model.js';
import { fence, readPrompt } from './prompt.js';

/** One call of the host in hand: what its providers show and how long it may take. */
export interface Call {
  readonly show: ShowState;
  readonly asked: Asked;
  readonly signal: AbortSignal;
}

/** How much of the room's talk a prompt holds, and of one viewer's words. */
const RECENT_MAX = 12;
export const WORDS_MAX = 500;

/** The plugin that makes an ElizaOS agent our host: what it sees, what it can do, who writes. */
export function createHostPlugin(model: LanguageModel, calls: AsyncLocalStorage<Call>): CorePlugin {
  const write = (runtime: CoreRuntime, params: { readonly prompt: string }) =>
    writeWords(model, runtime, params, calls.getStore());
  return {
    name: 'saleroom',
    description: 'The auction as viewers see it, and the words to say about it.',
    providers: [characterProvider, actionsProvider, recentProvider, ...callProviders(calls)],
    actions: [reply, ignore],
    models: { TEXT_SMALL: write, TEXT_LARGE: write },
  };
}

/**
 * Asks the model for words. Core wants the answer to a viewer in its own form; that form is
 * built here, around escaped words, so that no model can name an action or a provider.
 */
async function writeWords(
  model: LanguageModel,
  runtime: CoreRuntime,
  { prompt }: { readonly prompt: string },
  call: Call | undefined,
): Promise<string> {
  const context = readPrompt(prompt);
  if (!context || !call) {
    throw new SothebaisError('HOST_FAILED', 'The host was sent a prompt that is not of its own.');
  }
  const text = await model.write({
    system: runtime.character.system ?? '',
    prompt,
    context,
    lengthMax: LINE_LENGTH_MAX,
    signal: call.signal,
  });
  if ('turn' in context.asked) return text.trim();
  return inCoresForm(text.trim());
}

function inCoresForm(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const action = text === '' ? 'IGNORE' : 'REPLY';
  return `<response><thought>Words only.</thought><actions>${action}</actions><text>${escaped}</text></response>`;
}

const characterProvider: CoreProvider = {
  name: 'CHARACTER',
  description: 'Who the host is.',
  position: -10,
  get: async (runtime) => {
    const { name, bio, style, adjectives } = runtime.character;
    const text = [
      `# ${name}`,
      [bio].flat().join(' '),
      `${name} is ${(adjectives ?? []).join(', ')}.`,
      ...(style?.all ?? []).map((rule) => `- ${rule}`),
    ].join('\n');
    return { text, values: { agentName: name } };
  },
};

const actionsProvider: CoreProvider = {
  name: 'ACTIONS',
  description: 'What the host can do, which is to speak or not.',
  get: async (runtime) => {
    const names = runtime.actions.map(({ name }) => name);
    return { values: { actionNames: names.join(', ') }, data: { actionsData: runtime.actions } };
  },
};

const recentProvider: CoreProvider = {
  name: 'RECENT_MESSAGES',
  description: 'What was said in the room lately.',
  position: 20,
  get: async (runtime, message) => {
    const memories = await runtime.getMemories({
      roomId: message.roomId,
      tableName: 'messages',
      count: RECENT_MAX,
    });
    const said = memories.reverse().flatMap(({ id, entityId, content }): readonly Said[] => {
      if (id === message.id || !content.text) return [];
      return [{ who: entityId === runtime.agentId ? 'host' : 'viewer', text: content.text }];
    });
    return { text: fence('recent', said) };
  },
};

/** What the call in hand is about. Without one, as when core looks on its own, they are silent. */
function callProviders(calls: AsyncLocalStorage<Call>): readonly CoreProvider[] {
  const ofCall = (name: string, position: number, text: (call: Call) => string): CoreProvider => ({
    name,
    position,
    get: async () => {
      const call = calls.getStore();
      return call ? { text: text(call) } : {};
    },
  });
  return [
    ofCall('SHOW_STATE', 10, ({ show }) => fence('show', show)),
    ofCall('ASKED', 30, ({ asked }) =>
      'turn' in asked
        ? fence('turn', asked.turn)
        : fence('words', { ...asked.words, text: asked.words.text.slice(0, WORDS_MAX) }),
    ),
  ];
}

const reply: CoreAction = {
  name: 'REPLY',
  description: 'Say a line.',
  validate: async () => true,
  handler: async (_runtime, _message, _state, _options, callback, responses) => {
    const text = responses?.[0]?.content.text;
    if (text) await callback?.({ text });
    return { success: true };
  },
};

const ignore: CoreAction = {
  name: 'IGNORE',
  description: 'Say nothing.',
  validate: async () => true,
  handler: async () => ({ success: true }),
};
