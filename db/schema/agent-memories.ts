import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { AgentKey, MemoryRecord } from '../../engine/ports/agent-memory.js';
import { json } from '../columns.js';

/** The latest words of each room. Older ones are deleted as new ones come. */
export const agentMemories = sqliteTable(
  'agent_memories',
  {
    place: integer().primaryKey({ autoIncrement: true }),
    id: text().$type<AgentKey>().notNull().unique(),
    tableName: text('table_name').notNull(),
    roomId: text('room_id').$type<AgentKey>().notNull(),
    entityId: text('entity_id').$type<AgentKey>().notNull(),
    memory: json<MemoryRecord>()().notNull(),
  },
  (row) => [index('agent_memories_room').on(row.roomId, row.place)],
);
