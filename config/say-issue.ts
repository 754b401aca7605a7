import type { z } from 'zod';

const SHOWN_MAX = 40;

/**
 * What is wrong with a value, in the house's words: what was expected, and what was got where that
 * is a number or a choice and so can be no secret. An issue that has words of its own keeps them.
 *
 * @param issue - of a parse with `reportInput`
 */
export function sayIssue(issue: z.core.$ZodIssue): string {
  const expected = expectedBy(issue);
  if (expected === undefined) return issue.message;
  const { input } = issue;
  const got = typeof input === 'string' ? `"${input}"` : String(input);
  const isShown = ['string', 'number', 'boolean'].includes(typeof input) && got.length <= SHOWN_MAX;
  return isShown ? `Expected ${expected}, got ${got}.` : `Expected ${expected}.`;
}

const KINDS: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

function expectedBy(issue: z.core.$ZodIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected];
    case 'too_small':
      return NUMBERS.has(issue.origin)
        ? `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`
        : undefined;
    case 'too_big':
      return NUMBERS.has(issue.origin)
        ? `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}`
        : undefined;
    case 'not_multiple_of':
      return issue.divisor === 2 ? 'an even number' : `a multiple of ${issue.divisor}`;
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    default:
      return undefined;
  }
}

const NUMBERS: ReadonlySet<string> = new Set(['number', 'int']);
