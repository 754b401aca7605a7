import { resolve } from 'node:path';
import { isAddress } from '../../config/is-address.js';
import { SothebaisError } from '../../engine/domain/errors.js';
import type { DestinationOrder } from '../../engine/ports/program.js';

/**
 * Refuses a destination beside others that has the name of one of them, or leads to the same place:
 * two streams with one key throw each other out for ever, and two playlists write each other's files.
 * A recording may be asked for twice, for each has files of its own.
 *
 * @throws SothebaisError `DESTINATION_KNOWN`, whose message holds no key
 */
export function checkNew(order: DestinationOrder, others: Iterable<DestinationOrder>): void {
  const place = placeOf(order);
  for (const other of others) {
    if (other.id === order.id) throw known(`There is a destination "${order.id}" already.`);
    if (place !== undefined && placeOf(other) === place) {
      throw known(`The destination "${other.id}" leads to the same place with the same key.`);
    }
  }
}

/** Where an order leads, key and all, so never to be shown; undefined where that can be shared. */
function placeOf({ url, key }: DestinationOrder): string | undefined {
  if (!isAddress(url)) return /\.m3u8$/i.test(url) ? resolve(url) : undefined;
  const [, scheme = '', host = '', path = ''] =
    /^([^:]+):\/\/([^/?#]*)(.*)$/.exec(url.trim()) ?? [];
  const plain = path.replace(/\/+$/, '');
  // The key of an RTMP address may be the end of its path just as well.
  const keyed = key === undefined ? plain : `${plain}/${key.reveal().trim()}`;
  return `${scheme.toLowerCase()}://${host.toLowerCase()}${keyed}`;
}

const known = (message: string): SothebaisError =>
  new SothebaisError('DESTINATION_KNOWN', message, {
    hint: 'Choose another `--id` or address, or remove that one first: `sothebais stream list`.',
  });
