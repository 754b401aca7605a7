import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { ok, readBody } from './answers.js';
import type { IdMint } from './ids.js';

import type { Posts } from './posts.js';
import { invalidRequest, tooManyRequests } from './problems.js';
import { parseQuery } from './query.js';
import type { Answer, Asked, Route } from './router.js';
import type { Store, StoredPost, StreamRule } from './store.js';
import { FIELD_PARAMETERS, readPostFields } from './view.js';
import type { PostFields, View } from './view.js';

const RULES_MAX = 1_000;
const PATH = '/2/tweets/search/stream';
const APP = ['app'] as const;
/** A reader this far behind is let go: he would hold the posts of everyone in memory. */
const BEHIND_MAX_BYTES = 4_000_000;

const rulesShape = z.strictObject({
  add: z.array(z.strictObject({ value: z.string(), tag: z.string().optional() })).optional(),
  delete: z
    .strictObject({ ids: z.array(z.string()).optional(), values: z.array(z.string()).optional() })
    .optional(),
});

interface OpenStream {
  readonly accountId: string;
  readonly fields: PostFields;
  readonly response: ServerResponse;
}

/** The filtered stream: its rules, and the connections that are open. */
export interface StreamHub {
  readonly routes: readonly Route[];
  /** Cuts every open stream, without a word, as X does. */
  drop(): void;
  /** Writes a blank line to each open stream. */
  keepAlive(): void;
}

export function createStreamHub(store: Store, posts: Posts, view: View, mint: IdMint): StreamHub {
  const open = new Set<OpenStream>();
  const rulesOf = (accountId: string) =>
    [...store.rules.values()].filter((rule) => rule.accountId === accountId);

  const send = (stream: OpenStream, text: string) => {
    if (stream.response.writableLength > BEHIND_MAX_BYTES) stream.response.destroy();
    else stream.response.write(`${text}\r\n`);
  };

  posts.onPublished((post) => {
    for (const stream of open) {
      const matching = matchingRules(post, rulesOf(stream.accountId));
      if (matching.length > 0) send(stream, JSON.stringify(draw(post, stream.fields, matching)));
    }
  });

  const matchingRules = (post: StoredPost, rules: readonly StreamRule[]) => {
    const searchable = posts.describe(post);
    return rules.filter((rule) => parseQuery(rule.value)(searchable));
  };
  const draw = (post: StoredPost, fields: PostFields, rules: readonly StreamRule[]) => ({
    data: view.post(post, fields),
    ...view.includes([post], fields),
    matching_rules: rules.map(({ id, tag }) => ({ id, ...(tag === undefined ? {} : { tag }) })),
  });

  const connect = ({ caller, query, response }: Asked): undefined => {
    const fields = readPostFields(query);
    if ([...open].some((stream) => stream.accountId === caller.account.id))
      throw tooManyRequests('This stream is currently at the maximum allowed connection limit.');
    if (rulesOf(caller.account.id).length === 0)
      throw invalidRequest('You must define rules for this stream before connecting.');
    const stream = { accountId: caller.account.id, fields, response };
    open.add(stream);
    response.on('close', () => open.delete(stream));
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
    response.write('\r\n');
  };

  const listRules = ({ caller }: Asked): Answer => {
    const rules = rulesOf(caller.account.id).map(drawRule);
    return ok({
      ...(rules.length > 0 ? { data: rules } : {}),
      meta: { result_count: rules.length },
    });
  };

  const changeRules = ({ body, caller }: Asked): Answer => {
    const change = readBody(rulesShape, body);
    for (const { value } of change.add ?? []) parseQuery(value);
    const mine = rulesOf(caller.account.id);
    const gone = mine.filter(
      ({ id, value }) =>
        change.delete?.ids?.includes(id) === true ||
        change.delete?.values?.includes(value) === true,
    );
    for (const { id } of gone) store.write({ kind: 'rule-deleted', id });
    const fresh = (change.add ?? []).filter(
      ({ value }) => !mine.some((rule) => rule.value === value),
    );
    if (mine.length - gone.length + fresh.length > RULES_MAX)
      throw invalidRequest(`An app may have ${RULES_MAX} rules.`);
    const added = fresh.map(({ value, tag }) => ({
      id: mint.snowflake(),
      accountId: caller.account.id,
      value,
      ...(tag === undefined ? {} : { tag }),
    }));
    for (const rule of added) store.write({ kind: 'rule', rule });
    const notAdded = (change.add ?? []).length - added.length;
    return ok({
      ...(added.length > 0 ? { data: added.map(drawRule) } : {}),
      meta: {
        summary: {
          created: added.length,
          not_created: notAdded,
          deleted: gone.length,
          not_deleted: 0,
        },
      },
    });
  };

  return {
    routes: [
      {
        method: 'GET',
        path: PATH,
        callers: APP,
        limit: 'open-stream',
        parameters: [...FIELD_PARAMETERS, 'backfill_minutes'],
        run: connect,
      },
      {
        method: 'GET',
        path: `${PATH}/rules`,
        callers: APP,
        limit: 'rules',
        parameters: ['ids', 'max_results', 'pagination_token'],
        run: listRules,
      },
      {
        method: 'POST',
        path: `${PATH}/rules`,
        callers: APP,
        limit: 'rules',
        parameters: ['dry_run', 'delete_all'],
        run: changeRules,
      },
    ],
    drop: () => {
      for (const { response } of open) response.destroy();
    },
    keepAlive: () => {
      for (const stream of open) send(stream, '');
    },
  };
}

const drawRule = ({ id, value, tag }: StreamRule) => ({
  id,
  value,
  ...(tag === undefined ? {} : { tag }),
});
