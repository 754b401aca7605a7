import { customType } from 'drizzle-orm/sqlite-core';

/** A JSON value kept as the very text it was written as. */
export const json = <T>() =>
  customType<{ data: T; driverData: string }>({
    dataType: () => 'text',
    toDriver: (value) => JSON.stringify(value),
    fromDriver: (text) => JSON.parse(text) as T,
  });
