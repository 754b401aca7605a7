import { resolve } from 'node:path';

/** A destination as the house is to hear it: a path is meant from where the operator stands. */
export const destinationUrl = (text: string): string =>
  /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : resolve(text);
