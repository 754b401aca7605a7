import { resolve } from 'node:path';
import { isAddress } from '../../config/is-address.js';

/** A destination as the house is to hear it: a path is meant from where the operator stands. */
export const destinationUrl = (text: string): string => (isAddress(text) ? text : resolve(text));
