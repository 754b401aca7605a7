import { z } from 'zod';
import type { Wei } from '../engine/domain/ids.js';
import { parseEth } from '../engine/domain/money.js';

/** An amount of ETH as exact decimal text, read as wei. */
export const ethAmount = z.string().transform((text, context): Wei => {
  const wei = parseEth(text);
  if (wei !== undefined) return wei;
  context.addIssue({
    code: 'custom',
    message: `Expected an amount of ETH such as 1.25, got "${text}".`,
  });
  return z.NEVER;
});

/** Whole or fractional seconds, read as milliseconds. */
export const seconds = z
  .number()
  .nonnegative()
  .max(31 * 24 * 3600)
  .transform((value) => Math.round(value * 1000));
