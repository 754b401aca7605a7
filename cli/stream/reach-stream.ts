import type {
  DestinationRequest,
  StreamDesk,
  StreamSheet,
} from '../../engine/app/desk/stream-desk.js';
import { findDesk, type HouseFolder } from '../house-folder.js';
import { noHouse, send, type HouseAddress, type Lost } from '../ask-house.js';

/** The stream desk of a house in another process. */
export interface StreamCalls extends Omit<StreamDesk, 'health'> {
  health(): Promise<StreamSheet>;
}

/** The stream of the house in a folder; undefined where none runs. */
export async function findStream(folder: HouseFolder): Promise<StreamCalls | undefined> {
  const house = await findDesk(folder);
  return house && callsTo(house, folder);
}

/** @throws SothebaisError `HOUSE_DOWN` */
export async function reachStream(folder: HouseFolder): Promise<StreamCalls> {
  const stream = await findStream(folder);
  if (stream) return stream;
  throw await noHouse(
    folder,
    'Start one with `sothebais up` or `sothebais stream start`, or name its folder with `--data`.',
  );
}

function callsTo(house: HouseAddress, folder: HouseFolder): StreamCalls {
  const lost: Lost = {
    message: `The house in ${folder.root} went away before it answered.`,
    hint: 'See how it stands with `sothebais stream status`.',
  };
  const json = async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const response = await send(house, { method, path, ...(body ? { body } : {}) }, lost);
    return (await response.json()) as Answer;
  };
  return {
    health: () => json('GET', '/stream'),
    add: ({ key, ...order }: DestinationRequest) =>
      json('POST', '/stream/destinations', { ...order, ...(key ? { key: key.reveal() } : {}) }),
    remove: (id) => json('DELETE', `/stream/destinations/${encodeURIComponent(id)}`),
    stop: (asked) => json('POST', '/stream/stop', asked),
    start: () => json('POST', '/stream/start'),
    snapshot: async () => {
      const response = await send(house, { method: 'GET', path: '/stream/snapshot.jpg' }, lost);
      return new Uint8Array(await response.arrayBuffer());
    },
  };
}
