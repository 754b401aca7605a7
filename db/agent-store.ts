import { randomUUID } from 'node:crypto';
import { and, count, desc, eq, inArray, lte, notInArray } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { formatWeiJson } from '../engine/domain/wei-json.js';
import type {
  AgentKey,
  AgentMemory,
  AgentRecord,
  EntityRecord,
  MemoryRecord,
  RoomRecord,
  WorldRecord,
} from '../engine/ports/agent-memory.js';
import { agentMemories } from './schema/agent-memories.js';
import { agentParticipants } from './schema/agent-participants.js';
import { agentRecords } from './schema/agent-records.js';

/** Words kept of each room. Enough for a conversation; they are strangers', so no more. */
const KEPT_MAX = 64;

type Db = BetterSQLite3Database;

/** What the host remembers, over SQLite. A write that would change nothing touches no disk. */
export function createAgentStore(db: Db): AgentMemory {
  const { find, findAll, put } = recordsIn(db);
  return {
    ...memoriesIn(db),
    getAgent: async (id) => find('agent', id),
    createAgent: async (agent) => put('agent', agent.id, agent),
    updateAgent: async (id, agent) => put('agent', id, { ...find('agent', id), ...agent }),

    getEntitiesByIds: async (ids) => findAll('entity', ids),
    createEntities: async (entities) => {
      for (const entity of entities) put('entity', entity.id, entity);
      return true;
    },
    updateEntity: async (entity) => {
      put('entity', entity.id, entity);
    },

    createWorld: async (world) => {
      put('world', world.id, world);
      return world.id;
    },
    getWorld: async (id) => find('world', id),
    getRoomsByIds: async (ids) => findAll('room', ids),
    createRooms: async (rooms) => {
      for (const room of rooms) put('room', room.id, room);
      return rooms.map(({ id }) => id);
    },

    getParticipantsForRoom: async (roomId) =>
      db
        .select({ id: agentParticipants.entityId })
        .from(agentParticipants)
        .where(eq(agentParticipants.roomId, roomId))
        .all()
        .map(({ id }) => id),
    addParticipantsRoom: async (entityIds, roomId) => {
      const rows = entityIds.map((entityId) => ({ entityId, roomId }));
      db.insert(agentParticipants).values(rows).onConflictDoNothing().run();
      return true;
    },
  };
}

/** What each kind of record holds. */
interface RecordOf {
  readonly agent: AgentRecord;
  readonly entity: EntityRecord;
  readonly room: RoomRecord;
  readonly world: WorldRecord;
}
type Kind = keyof RecordOf;

/** Records by kind and id, as ElizaOS gave them. */
function recordsIn(db: Db) {
  const findAll = <K extends Kind>(kind: K, ids: readonly AgentKey[]): RecordOf[K][] =>
    db
      .select({ record: agentRecords.record })
      .from(agentRecords)
      .where(and(eq(agentRecords.kind, kind), inArray(agentRecords.id, [...ids])))
      .all()
      .map(({ record }) => record as RecordOf[K]);
  const find = <K extends Kind>(kind: K, id: AgentKey): RecordOf[K] | null =>
    findAll(kind, [id])[0] ?? null;
  const put = <K extends Kind>(kind: K, id: AgentKey, record: Partial<RecordOf[K]>): true => {
    const found = find(kind, id);
    if (found && formatWeiJson(found) === formatWeiJson(record)) return true;
    db.insert(agentRecords)
      .values({ kind, id, record })
      .onConflictDoUpdate({ target: [agentRecords.kind, agentRecords.id], set: { record } })
      .run();
    return true;
  };
  return { find, findAll, put };
}

function memoriesIn(
  db: Db,
): Pick<
  AgentMemory,
  'createMemory' | 'getMemoryById' | 'getMemories' | 'deleteMemory' | 'countMemories'
> {
  return {
    createMemory: async (memory, tableName) => {
      const id = memory.id ?? randomUUID();
      // ElizaOS also notes what its actions did; only words are worth remembering.
      if (!memory.content.text) return id;
      db.transaction((tx) => {
        const { roomId, entityId } = memory;
        tx.insert(agentMemories)
          .values({ id, tableName, roomId, entityId, memory: { ...memory, id } })
          .onConflictDoNothing()
          .run();
        forgetOldest(tx, roomId);
      });
      return id;
    },

    getMemoryById: async (id) =>
      db.select().from(agentMemories).where(eq(agentMemories.id, id)).get()?.memory ?? null,

    getMemories: async ({ tableName, roomId, entityId, count: limit }) =>
      db
        .select({ memory: agentMemories.memory })
        .from(agentMemories)
        .where(
          and(
            eq(agentMemories.tableName, tableName),
            roomId && eq(agentMemories.roomId, roomId),
            entityId && eq(agentMemories.entityId, entityId),
          ),
        )
        .orderBy(desc(agentMemories.place))
        .limit(Math.min(limit ?? KEPT_MAX, KEPT_MAX))
        .all()
        .map(({ memory }): MemoryRecord => memory),

    deleteMemory: async (id) => {
      db.delete(agentMemories).where(eq(agentMemories.id, id)).run();
    },

    countMemories: async (roomId) =>
      db.select({ kept: count() }).from(agentMemories).where(eq(agentMemories.roomId, roomId)).get()
        ?.kept ?? 0,
  };
}

/** Forgets the words beyond the last `KEPT_MAX` of a room, and viewers who said only those. */
function forgetOldest(db: Pick<Db, 'delete' | 'select'>, roomId: AgentKey): void {
  const oldest = db
    .select({ place: agentMemories.place })
    .from(agentMemories)
    .where(eq(agentMemories.roomId, roomId))
    .orderBy(desc(agentMemories.place))
    .offset(KEPT_MAX)
    .limit(1)
    .get();
  if (!oldest) return;

  db.delete(agentMemories)
    .where(and(eq(agentMemories.roomId, roomId), lte(agentMemories.place, oldest.place)))
    .run();
  const agents = db.select({ id: agentRecords.id }).from(agentRecords).where(isKind('agent'));
  const speakers = db.select({ id: agentMemories.entityId }).from(agentMemories);
  const gone = (id: typeof agentRecords.id | typeof agentParticipants.entityId) =>
    and(notInArray(id, agents), notInArray(id, speakers));
  db.delete(agentParticipants).where(gone(agentParticipants.entityId)).run();
  db.delete(agentRecords)
    .where(and(isKind('entity'), gone(agentRecords.id)))
    .run();
}

const isKind = (kind: Kind) => eq(agentRecords.kind, kind);
