import { customType } from 'drizzle-orm/sqlite-core';
import type { Wei } from '../engine/domain/ids.js';
import { formatWeiJson, parseWeiJson } from '../engine/domain/wei-json.js';

/** A value kept as JSON text, amounts in wei included. */
export const json = <T>() =>
  customType<{ data: T; driverData: string }>({
    dataType: () => 'text',
    toDriver: (value) => formatWeiJson(value),
    fromDriver: (text) => parseWeiJson(text) as T,
  });

/** Wei as decimal text: SQLite integers stop at 2^63. Never compare or sum it in SQL. */
export const wei = customType<{ data: Wei; driverData: string }>({
  dataType: () => 'text',
  toDriver: (value) => value.toString(),
  fromDriver: (text) => BigInt(text) as Wei,
});
