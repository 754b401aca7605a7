import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { AgentKey } from '../../engine/ports/agent-memory.js';

/** Who has spoken in which room. */
export const agentParticipants = sqliteTable(
  'agent_participants',
  {
    roomId: text('room_id').$type<AgentKey>().notNull(),
    entityId: text('entity_id').$type<AgentKey>().notNull(),
  },
  (row) => [primaryKey({ columns: [row.roomId, row.entityId] })],
);
