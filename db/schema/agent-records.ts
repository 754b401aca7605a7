import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { AgentKey } from '../../engine/ports/agent-memory.js';
import { json } from '../columns.js';

/** Whom and what the host knows. The records are in ElizaOS's own shape, and only it reads them. */
export const agentRecords = sqliteTable(
  'agent_records',
  {
    kind: text().$type<'agent' | 'entity' | 'room' | 'world'>().notNull(),
    id: text().$type<AgentKey>().notNull(),
    record: json<object>()().notNull(),
  },
  (row) => [primaryKey({ columns: [row.kind, row.id] })],
);
