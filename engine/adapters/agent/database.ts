import { SothebaisError } from '../../domain/errors.js';
import type { AgentMemory } from '../../ports/agent-memory.js';

/** Read by core now and then; with nothing kept, nothing is found. */
const EMPTY = {
  list: [
    'getAgents getEntitiesForRoom getComponents getMemoriesByIds getMemoriesByRoomIds',
    'getMemoriesByWorldId getCachedEmbeddings searchMemories getLogs getAllWorlds getRoomsByWorld',
    'getRoomsForParticipant getRoomsForParticipants getParticipantsForEntity getRelationships',
    'getTasks getTasksByName',
  ],
  nothing: ['getComponent getParticipantUserState getRelationship getTask getCache'],
};

/** Told to core as done: prompts are full of strangers' words, and are not logged. */
const IGNORED = ['log ensureEmbeddingDimension init initialize close'];

const NOT_KEPT = [
  'deleteAgent createComponent updateComponent deleteComponent deleteLog updateMemory',
  'deleteManyMemories deleteAllMemories removeWorld updateWorld deleteRoom deleteRoomsByWorldId',
  'updateRoom removeParticipant setParticipantUserState createRelationship updateRelationship',
  'setCache deleteCache createTask updateTask deleteTask',
];

/**
 * Completes the host's memory to the sixty methods that core expects of a database.
 *
 * What the house does not keep reads as empty; an attempt to write it is refused.
 *
 * @throws SothebaisError `HOST_UNABLE` from every write of what is not kept
 */
export function asCoreDatabase(memory: AgentMemory): object {
  const each = (lists: readonly string[], method: (name: string) => unknown) =>
    Object.fromEntries(
      lists.flatMap((list) => list.split(' ')).map((name) => [name, method(name)]),
    );
  return {
    db: undefined,
    ...each(EMPTY.list, () => async () => []),
    ...each(EMPTY.nothing, () => async () => null),
    ...each(IGNORED, () => async () => undefined),
    ...each(NOT_KEPT, (name) => async () => {
      throw new SothebaisError('HOST_UNABLE', `The host's memory has no place for ${name}.`);
    }),
    getConnection: async () => undefined,
    isReady: async () => true,
    isRoomParticipant: async (room: never, entity: never) =>
      (await memory.getParticipantsForRoom(room)).includes(entity),
    ...memory,
  };
}
