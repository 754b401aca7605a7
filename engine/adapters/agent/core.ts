import type {
  AgentKey,
  AgentMemory,
  EntityRecord,
  MemoryRecord,
} from '../../ports/agent-memory.js';

/*
 * The part of ElizaOS core 1.7 that the host uses. The package brings types of its own, but
 * their imports have no file extensions, so under Node's module resolution they come out empty.
 */

/** What providers made of a message, before it becomes a prompt. */
interface CoreState {
  readonly values: Record<string, unknown>;
  readonly data: Record<string, unknown>;
  readonly text: string;
}

/** Something a provider adds to every prompt. */
export interface CoreProvider {
  readonly name: string;
  readonly description?: string;
  /** Lower comes first. */
  readonly position?: number;
  get(runtime: CoreRuntime, message: MemoryRecord): Promise<Partial<CoreState>>;
}

type SayWords = (content: MemoryRecord['content']) => Promise<readonly MemoryRecord[]>;

/** Something the agent can do. */
export interface CoreAction {
  readonly name: string;
  readonly description: string;
  validate(): Promise<boolean>;
  handler(
    runtime: CoreRuntime,
    message: MemoryRecord,
    state: CoreState | undefined,
    options: unknown,
    callback: SayWords | undefined,
    responses: readonly MemoryRecord[] | undefined,
  ): Promise<{ readonly success: boolean }>;
}

type CoreModel = (runtime: CoreRuntime, params: { readonly prompt: string }) => Promise<string>;

/** What makes a runtime into a host. */
export interface CorePlugin {
  readonly name: string;
  readonly description: string;
  readonly providers: readonly CoreProvider[];
  readonly actions: readonly CoreAction[];
  readonly models: { readonly TEXT_SMALL: CoreModel; readonly TEXT_LARGE: CoreModel };
}

/** A character in core's shape. */
export interface CoreCharacter {
  readonly name: string;
  readonly system?: string;
  readonly bio: string | readonly string[];
  readonly adjectives?: readonly string[];
  readonly style?: { readonly all?: readonly string[] };
  readonly templates?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, string>>;
}

/** One running agent. */
export interface CoreRuntime {
  readonly agentId: AgentKey;
  readonly character: CoreCharacter;
  readonly actions: readonly CoreAction[];
  readonly stateCache: Map<string, CoreState>;
  readonly messageService: {
    handleMessage(
      runtime: CoreRuntime,
      message: MemoryRecord,
      callback: SayWords,
      options: { readonly maxRetries: number; readonly timeoutDuration: number },
    ): Promise<unknown>;
  } | null;
  initialize(options: { readonly skipMigrations: boolean }): Promise<void>;
  stop(): Promise<void>;
  composeState(
    message: MemoryRecord,
    include: readonly string[] | null,
    onlyInclude: boolean,
    skipCache: boolean,
  ): Promise<CoreState>;
  useModel(type: 'TEXT_LARGE', params: { readonly prompt: string }): Promise<string>;
  ensureConnection(connection: Readonly<Record<string, string>>): Promise<void>;
  getMemories: AgentMemory['getMemories'];
  createMemory: AgentMemory['createMemory'];
}

/** The module itself. */
export interface Core {
  readonly AgentRuntime: new (options: {
    readonly agentId: AgentKey;
    readonly character: CoreCharacter;
    readonly adapter: object;
    readonly plugins: readonly CorePlugin[];
    readonly settings: Readonly<Record<string, string>>;
  }) => CoreRuntime;
  readonly ChannelType: { readonly GROUP: string };
  stringToUuid(text: string): AgentKey;
  composePromptFromState(options: { state: CoreState; template: string }): string;
  createMessageMemory(message: {
    readonly entityId: EntityRecord['id'];
    readonly agentId: AgentKey;
    readonly roomId: AgentKey;
    readonly content: MemoryRecord['content'];
  }): MemoryRecord;
}

/** Its own log goes to stdout, which is for results: shut, whatever the environment says. */
const QUIET = 'fatal';

/**
 * Loads ElizaOS, when a host starts and not before: it costs a sixth of a second and 30 MB.
 *
 * Its log reads `LOG_LEVEL` once, as it loads, so the variable is set for just that long.
 */
export async function loadCore(): Promise<Core> {
  const { env } = process;
  const level = env['LOG_LEVEL'];
  env['LOG_LEVEL'] = QUIET;
  try {
    return (await import('@elizaos/core')) as unknown as Core;
  } finally {
    if (level === undefined) delete env['LOG_LEVEL'];
    else env['LOG_LEVEL'] = level;
  }
}
