import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AgentKey, AgentMemory, MemoryRecord } from '../engine/ports/agent-memory.js';
import { createAgentStore } from './agent-store.js';
import { openDatabase, type OpenDatabase } from './open.js';

const key = (n: number): AgentKey => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`;
const HOST = key(1);
const ROOM = key(2);

let database: OpenDatabase;
let store: AgentMemory;

beforeEach(async () => {
  database = openDatabase(':memory:');
  store = createAgentStore(database.db);
  await store.createAgent({ id: HOST, name: 'Aurelia' });
});
afterEach(() => database.close());

const said = (n: number, entityId = HOST): MemoryRecord => ({
  id: key(1_000 + n),
  entityId,
  roomId: ROOM,
  createdAt: n,
  content: { text: `Line ${n}.` },
});

async function meet(id: AgentKey): Promise<void> {
  await store.createEntities([{ id, names: ['ada'], agentId: HOST }]);
  await store.addParticipantsRoom([id], ROOM);
}

describe('the agent store', () => {
  test('gives back what was put, by id', async () => {
    await store.createRooms([{ id: ROOM, source: 'x', type: 'GROUP', worldId: HOST }]);
    await store.createWorld({ id: HOST, agentId: HOST, name: 'house' });
    await meet(key(5));
    expect(await store.getRoomsByIds([ROOM, key(9)])).toMatchObject([{ id: ROOM, source: 'x' }]);
    expect(await store.getWorld(HOST)).toMatchObject({ name: 'house' });
    expect(await store.getEntitiesByIds([key(5)])).toMatchObject([{ names: ['ada'] }]);
    expect(await store.getParticipantsForRoom(ROOM)).toEqual([key(5)]);
    expect(await store.getAgent(key(9))).toBeNull();
  });

  test('merges an update of the agent into what it knows', async () => {
    await store.updateAgent(HOST, { system: 'Be exact.' });
    expect(await store.getAgent(HOST)).toEqual({ id: HOST, name: 'Aurelia', system: 'Be exact.' });
  });

  test('reads memories newest first, of their table and room alone', async () => {
    for (const n of [1, 2, 3]) await store.createMemory(said(n), 'messages');
    await store.createMemory(said(4), 'facts');
    await store.createMemory({ ...said(5), roomId: key(3) }, 'messages');
    const found = await store.getMemories({ tableName: 'messages', roomId: ROOM, count: 2 });
    expect(found.map(({ content }) => content.text)).toEqual(['Line 3.', 'Line 2.']);
  });

  test('keeps a memory once, however often it is given', async () => {
    await store.createMemory(said(1), 'messages');
    await store.createMemory({ ...said(1), content: { text: 'Another.' } }, 'messages');
    expect(await store.countMemories(ROOM)).toBe(1);
    expect((await store.getMemoryById(key(1_001)))?.content.text).toBe('Line 1.');
  });

  test('keeps nothing without words', async () => {
    await store.createMemory({ ...said(1), content: { type: 'action_result' } }, 'messages');
    expect(await store.countMemories(ROOM)).toBe(0);
  });

  test('forgets all but the last 64 of a room, and viewers who said only the rest', async () => {
    await meet(HOST);
    await meet(key(5));
    await store.createMemory(said(0, key(5)), 'messages');
    for (let n = 1; n <= 63; n++) await store.createMemory(said(n), 'messages');
    expect(await store.getParticipantsForRoom(ROOM)).toEqual([HOST, key(5)]);

    await store.createMemory(said(64), 'messages');
    expect(await store.countMemories(ROOM)).toBe(64);
    expect(await store.getMemoryById(key(1_000))).toBeNull();
    expect(await store.getParticipantsForRoom(ROOM)).toEqual([HOST]);
    expect(await store.getEntitiesByIds([key(5), HOST])).toHaveLength(1);
  });

  test('forgets on request', async () => {
    await store.createMemory(said(1), 'messages');
    await store.deleteMemory(key(1_001));
    expect(await store.countMemories(ROOM)).toBe(0);
  });
});
