import { AsyncLocalStorage } from 'node:async_hooks';
import { SothebaisError } from '../../domain/errors.js';
import { vetLine } from '../../domain/line.js';
import type { Post } from '../../domain/post.js';
import type { ShowState } from '../../domain/show.js';
import type { AgentKey, AgentMemory, MemoryRecord } from '../../ports/agent-memory.js';
import type { Clock } from '../../ports/clock.js';
import type { Host } from '../../ports/host.js';
import type { HostCharacter } from './character.js';
import type { Core, CoreCharacter, CoreRuntime } from './core.js';
import { loadCore } from './core.js';
import { asCoreDatabase } from './database.js';
import type { Asked, LanguageModel } from './model.js';
import type { Call } from './plugin.js';
import { WORDS_MAX, createHostPlugin } from './plugin.js';
import { ANSWER_TEMPLATE, TURN_TEMPLATE } from './prompt.js';

const LIMIT_MS = 10_000;
/** Viewers waiting for an answer; one more gets none, so that no flood outlives the lot. */
const WAITING_MAX = 8;

export interface HostOptions {
  /** Where it remembers. The host uses it and leaves it open. */
  readonly database: AgentMemory;
  readonly character: HostCharacter;
  readonly model: LanguageModel;
  readonly clock: Clock;
  /**
   * Longest that one line may take, its wait for others included.
   *
   * @default 10000
   */
  readonly limitMs?: number;
  /** Told of each line lost to a failure or to slowness. The show goes on without it. */
  readonly onTrouble: (cause: Error) => void;
}

/**
 * Starts the host: a character on an ElizaOS runtime, which remembers the room's talk.
 *
 * Lines for turns and answers to viewers go through the same runtime, providers and model. A
 * model that fails or is slow costs its line and nothing else. What the room could not have
 * heard, because `vetLine` refuses it, is not remembered either.
 *
 * @throws SothebaisError `HOST_FAILED` where the runtime cannot start
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const core = await loadCore();
  const calls = new AsyncLocalStorage<Call>();
  const runtime = new core.AgentRuntime({
    agentId: core.stringToUuid(options.character.name),
    character: asCharacter(options.character),
    adapter: asCoreDatabase(options.database),
    plugins: [createHostPlugin(options.model, calls)],
    settings: {}, // Else core looks for its own in the environment.
  });
  try {
    await runtime.initialize({ skipMigrations: true });
  } catch (cause) {
    throw new SothebaisError('HOST_FAILED', 'The host could not start its runtime.', { cause });
  }
  return hostOn({ core, runtime, calls, options });
}

interface Room {
  readonly core: Core;
  readonly runtime: CoreRuntime;
  readonly calls: AsyncLocalStorage<Call>;
  readonly options: HostOptions;
}

function hostOn(room: Room): Host {
  const { runtime, options } = room;
  const closed = new AbortController();
  let waiting = 0;
  let turnstile: Promise<unknown> = Promise.resolve();

  const speak = (asked: Asked, show: ShowState, caller: AbortSignal, work: Work) =>
    withinLimit(options, AbortSignal.any([caller, closed.signal]), (signal) =>
      room.calls.run({ asked, show, signal }, () => work(signal)),
    );

  return {
    name: options.character.name,

    line: (turn, show, signal) =>
      speak({ turn }, show, signal, (limit) => sayLine(room, show, limit)),

    // Core drops an answer when the next question of its room comes in: so one at a time.
    answer: async (post, show, signal) => {
      if (waiting >= WAITING_MAX) {
        options.onTrouble(lost(`${WAITING_MAX} viewers wait for an answer already`));
        return undefined;
      }
      waiting += 1;
      const words = { from: `@${post.handle}`, text: post.text };
      const before = turnstile;
      const answered = speak({ words }, show, signal, async (limit) => {
        await before;
        limit.throwIfAborted();
        return answerPost(room, post, show, limit);
      });
      turnstile = Promise.allSettled([before, answered]);
      return answered.finally(() => (waiting -= 1));
    },

    close: async () => {
      if (closed.signal.aborted) return;
      closed.abort();
      await turnstile;
      await runtime.stop();
    },
  };
}

type Work = (signal: AbortSignal) => Promise<string | undefined>;

/** Runs `work` for as long as it may take; undefined where it fails, is late or is called off. */
async function withinLimit(
  options: HostOptions,
  caller: AbortSignal,
  work: Work,
): Promise<string | undefined> {
  const signal = AbortSignal.any([caller, AbortSignal.timeout(options.limitMs ?? LIMIT_MS)]);
  try {
    signal.throwIfAborted();
    return await Promise.race([work(signal), whenAborted(signal)]);
  } catch (cause) {
    if (!signal.aborted) options.onTrouble(lost('its model or memory failed', cause));
    else if (isTimeout(signal)) {
      options.onTrouble(
        new SothebaisError('TIMED_OUT', 'The host had no line in time.', { cause }),
      );
    }
    return undefined; // Called off is no trouble.
  }
}

/** The limit may be ours or the caller's: a slow model is trouble either way. */
const isTimeout = ({ reason }: AbortSignal): boolean =>
  reason instanceof DOMException && reason.name === 'TimeoutError';

const whenAborted = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined))).then(() => {
    signal.throwIfAborted();
    return undefined;
  });

const lost = (reason: string, cause?: unknown): SothebaisError =>
  new SothebaisError('HOST_FAILED', `The host lost a line: ${reason}.`, { cause });

/** A turn of the show: the same providers and model as an answer, without a message to answer. */
async function sayLine(room: Room, show: ShowState, signal: AbortSignal) {
  const { core, runtime } = room;
  const turn = messageFrom(room, runtime.agentId, { text: '' });
  const state = await runtime.composeState(turn, null, false, true);
  const prompt = core.composePromptFromState({ state, template: TURN_TEMPLATE });
  const line = await runtime.useModel('TEXT_LARGE', { prompt });
  signal.throwIfAborted();
  await remember(room, line, show);
  return line === '' ? undefined : line;
}

/** A viewer's words, through core's own message handling. */
async function answerPost(room: Room, post: Post, show: ShowState, signal: AbortSignal) {
  const { core, runtime, options } = room;
  const { messageService } = runtime;
  if (!messageService) throw lost('the runtime has no message service');
  await meet(room, post);
  let answer: string | undefined;
  const message = {
    ...messageFrom(room, viewerId(room, post), {
      text: post.text.slice(0, WORDS_MAX),
      mentionContext: { isMention: true, isReply: false, isThread: false },
    }),
    id: core.stringToUuid(`${post.source}-${post.id}`),
  };
  try {
    await messageService.handleMessage(
      runtime,
      message,
      async ({ text }) => {
        if (signal.aborted || !text) return [];
        answer = text;
        await remember(room, text, show);
        return [];
      },
      { maxRetries: 1, timeoutDuration: options.limitMs ?? LIMIT_MS },
    );
  } finally {
    runtime.stateCache.clear(); // Core keeps the state of every message for ever.
  }
  return answer;
}

/** Makes the author of a post known to the runtime, once or again. */
async function meet(room: Room, post: Post): Promise<void> {
  await room.runtime.ensureConnection({
    entityId: viewerId(room, post),
    roomId: roomId(room),
    worldId: room.runtime.agentId,
    userName: post.handle,
    name: post.handle,
    source: 'x',
    type: room.core.ChannelType.GROUP,
    channelId: 'saleroom',
    messageServerId: room.runtime.agentId,
  });
}

async function remember(room: Room, text: string, show: ShowState): Promise<void> {
  if (!vetLine(text, show).ok) return;
  await room.runtime.createMemory(messageFrom(room, room.runtime.agentId, { text }), 'messages');
}

function messageFrom(
  room: Room,
  entityId: AgentKey,
  content: MemoryRecord['content'],
): MemoryRecord {
  const { core, runtime, options } = room;
  const message = core.createMessageMemory({
    entityId,
    agentId: runtime.agentId,
    roomId: roomId(room),
    content: { source: 'x', channelType: core.ChannelType.GROUP, ...content },
  });
  return { ...message, createdAt: options.clock.now() };
}

const roomId = ({ core }: Room): AgentKey => core.stringToUuid('saleroom');
const viewerId = ({ core }: Room, post: Post): AgentKey => core.stringToUuid(`x-${post.authorId}`);

/** In core's shape; it keeps and changes what it is given, so it gets a copy. */
function asCharacter(character: HostCharacter): CoreCharacter {
  return {
    name: character.name,
    system: character.system,
    bio: [...character.bio],
    style: { all: [...character.style] },
    adjectives: [...character.adjectives],
    templates: { messageHandlerTemplate: ANSWER_TEMPLATE },
    settings: {},
  };
}
