import { customType } from 'drizzle-orm/sqlite-core';
import { formatWeiJson, parseWeiJson } from '../engine/domain/wei-json.js';

/** A value kept as JSON text, amounts in wei included. */
export const json = <T>() =>
  customType<{ data: T; driverData: string }>({
    dataType: () => 'text',
    toDriver: (value) => formatWeiJson(value),
    fromDriver: (text) => parseWeiJson(text) as T,
  });
