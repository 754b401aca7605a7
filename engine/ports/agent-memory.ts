/** A key as ElizaOS makes them: a UUID, derived from a name where the thing must be found again. */
export type AgentKey = `${string}-${string}-${string}-${string}-${string}`;

/** The character as it last ran. */
export interface AgentRecord {
  readonly id: AgentKey;
  readonly name: string;
  readonly [key: string]: unknown;
}

/** Somebody who speaks in a room: the host itself, or a viewer. */
export interface EntityRecord {
  readonly id: AgentKey;
  readonly names: readonly string[];
  readonly agentId: AgentKey;
  readonly metadata?: unknown;
}

/** Where words are said, and the world it belongs to. */
export interface RoomRecord {
  readonly id: AgentKey;
  readonly source: string;
  readonly type: string;
  readonly worldId?: AgentKey;
  readonly [key: string]: unknown;
}

export interface WorldRecord {
  readonly id: AgentKey;
  readonly agentId: AgentKey;
  readonly name?: string;
  readonly [key: string]: unknown;
}

/** Something that was said. */
export interface MemoryRecord {
  readonly id?: AgentKey;
  readonly entityId: AgentKey;
  readonly agentId?: AgentKey;
  readonly roomId: AgentKey;
  readonly worldId?: AgentKey;
  /** Milliseconds since the epoch. */
  readonly createdAt?: number;
  readonly content: { readonly text?: string; readonly [key: string]: unknown };
  readonly metadata?: unknown;
}

/**
 * What the host remembers, in the words of ElizaOS, whose runtime asks for it.
 *
 * It holds as much as a conversation needs and no more: of each room the latest words only, for
 * they are strangers', and no log of prompts. What it holds outlives a restart.
 */
export interface AgentMemory {
  getAgent(id: AgentKey): Promise<AgentRecord | null>;
  /** Makes it, or changes nothing where it is. True when it stands. */
  createAgent(agent: AgentRecord): Promise<boolean>;
  updateAgent(id: AgentKey, agent: Partial<AgentRecord>): Promise<boolean>;

  getEntitiesByIds(ids: readonly AgentKey[]): Promise<readonly EntityRecord[]>;
  createEntities(entities: readonly EntityRecord[]): Promise<boolean>;
  updateEntity(entity: EntityRecord): Promise<void>;

  createWorld(world: WorldRecord): Promise<AgentKey>;
  getWorld(id: AgentKey): Promise<WorldRecord | null>;
  getRoomsByIds(ids: readonly AgentKey[]): Promise<readonly RoomRecord[]>;
  createRooms(rooms: readonly RoomRecord[]): Promise<readonly AgentKey[]>;
  getParticipantsForRoom(roomId: AgentKey): Promise<readonly AgentKey[]>;
  addParticipantsRoom(entityIds: readonly AgentKey[], roomId: AgentKey): Promise<boolean>;

  /** Keeps it under its id, or changes nothing where it is kept already. */
  createMemory(memory: MemoryRecord, tableName: string): Promise<AgentKey>;
  getMemoryById(id: AgentKey): Promise<MemoryRecord | null>;
  /** Newest first. */
  getMemories(query: {
    readonly tableName: string;
    readonly roomId?: AgentKey;
    readonly entityId?: AgentKey;
    readonly count?: number;
  }): Promise<MemoryRecord[]>;
  deleteMemory(id: AgentKey): Promise<void>;
  countMemories(roomId: AgentKey): Promise<number>;
}
