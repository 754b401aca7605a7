import { invalidRequest } from './problems.js';

/** What a query can ask about a post. */
export interface Searchable {
  readonly text: string;
  readonly author: string;
  /** Handles it names, lower case. */
  readonly mentions: ReadonlySet<string>;
  readonly repliesTo: string | undefined;
  readonly isReply: boolean;
  readonly isQuote: boolean;
  readonly isRepost: boolean;
}

export type Query = (post: Searchable) => boolean;

const TOKEN = /-?(?:\(|"[^"]*"|[^\s()]+)|\)/gu;
const LENGTH_MAX = 1024;
const DEPTH_MAX = 20;

/**
 * Reads a query in the language of X's search and stream rules: words, "phrases", `@handle`, `from:`,
 * `to:`, `is:retweet|reply|quote`, `-` for not, side by side for and, `OR`, and parentheses.
 *
 * @throws XProblem 400 for one that cannot be read
 */
export function parseQuery(text: string): Query {
  if (text.trim() === '' || text.length > LENGTH_MAX) throw unreadable(text);
  const tokens = text.match(TOKEN) ?? [];
  let at = 0;

  const alternatives = (depth: number): Query => {
    if (depth > DEPTH_MAX) throw unreadable(text);
    const options = [together(depth)];
    while (tokens[at] === 'OR') {
      at += 1;
      options.push(together(depth));
    }
    return (post) => options.some((option) => option(post));
  };
  const together = (depth: number): Query => {
    const parts: Query[] = [];
    for (let token = tokens[at]; token !== undefined; token = tokens[at]) {
      if (token === 'OR' || token === ')') break;
      at += 1;
      parts.push(token === '(' || token === '-(' ? group(token, depth) : term(token));
    }
    if (parts.length === 0) throw unreadable(text);
    return (post) => parts.every((part) => part(post));
  };
  const group = (opening: string, depth: number): Query => {
    const inner = alternatives(depth + 1);
    if (tokens[at] !== ')') throw unreadable(text);
    at += 1;
    return opening === '(' ? inner : (post) => !inner(post);
  };

  const query = alternatives(0);
  if (at < tokens.length) throw unreadable(text);
  return query;
}

function term(token: string): Query {
  if (token.startsWith('-')) {
    const positive = term(token.slice(1));
    return (post) => !positive(post);
  }
  const [, operator = '', value = ''] = /^(from|to|is):(.+)$/iu.exec(token.toLowerCase()) ?? [];
  switch (operator) {
    case 'from':
      return (post) => post.author === value.replace('@', '');
    case 'to':
      return (post) => post.repliesTo === value.replace('@', '');
    case 'is':
      return kindOf(value);
    default:
      return word(token.toLowerCase());
  }
}

function kindOf(kind: string): Query {
  switch (kind) {
    case 'retweet':
      return (post) => post.isRepost;
    case 'reply':
      return (post) => post.isReply;
    case 'quote':
      return (post) => post.isQuote;
    default:
      throw unreadable(`is:${kind}`);
  }
}

function word(token: string): Query {
  if (token.startsWith('@')) return (post) => post.mentions.has(token.slice(1));
  const wanted = token.replaceAll('"', '');
  if (wanted === '') throw unreadable(token);
  return (post) => post.text.toLowerCase().includes(wanted);
}

const unreadable = (text: string) =>
  invalidRequest('The query cannot be read.', 'query', text.slice(0, 100));
