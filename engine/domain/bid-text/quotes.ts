import type { Token } from './tokens.js';

/** Leaves out another's words: between quotation marks, or on a line behind `>`. */
export function withoutQuotes(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some(({ text }) => text === '"' || text === '>')) return tokens;
  const marks = tokens.filter((token) => token.text === '"').length;
  // The last of an odd number opens nothing.
  let left = marks - (marks % 2);
  let isQuoted = false;
  let isQuotedLine = false;
  let startsLine = true;
  return tokens.filter((token) => {
    if (token.text === '\n') isQuotedLine = false;
    else if (startsLine && token.text === '>') isQuotedLine = true;
    startsLine = token.text === '\n';
    if (token.text !== '"') return !isQuoted && !isQuotedLine;
    if (left > 0) isQuoted = !isQuoted;
    left -= 1;
    return false;
  });
}

/** Whether the text only passes on what another posted. */
export const isRepost = (tokens: readonly Token[]): boolean =>
  tokens[1]?.kind === 'handle' && /^(?:rt|mt|qt)$/.test(tokens[0]?.text ?? '');
