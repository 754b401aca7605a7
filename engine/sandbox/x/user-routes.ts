import { ok } from './answers.js';
import { notFound } from './problems.js';
import type { Answer, Asked, Route } from './router.js';
import type { Store } from './store.js';
import { readList } from './view.js';
import type { View } from './view.js';

const USER_PARAMETERS = ['user.fields', 'expansions', 'tweet.fields', 'post.fields'] as const;
const USER_FIELDS = new Set([
  'created_at',
  'description',
  'id',
  'name',
  'protected',
  'public_metrics',
  'url',
  'username',
  'verified',
]);

/** What can be asked about accounts. */
export function createUserRoutes(store: Store, view: View): readonly Route[] {
  const showUser = ({ query }: Asked, userId: string): Answer => {
    const account = store.accounts.get(userId);
    if (!account) throw notFound('user', userId);
    return ok({ data: view.user(account, readList(query, 'user.fields', USER_FIELDS)) });
  };

  const byHandle = (asked: Asked): Answer => {
    const handle = asked.params['handle'] ?? '';
    const found = [...store.accounts.values()].find(
      (one) => one.handle.toLowerCase() === handle.toLowerCase(),
    );
    if (!found) throw notFound('user', handle);
    return showUser(asked, found.id);
  };

  return [
    {
      method: 'GET',
      path: '/2/users/me',
      callers: ['account'],
      limit: 'me',
      parameters: USER_PARAMETERS,
      run: (asked) => showUser(asked, asked.caller.account.id),
    },
    {
      method: 'GET',
      path: '/2/users/by/username/:handle',
      callers: ['account', 'app'],
      limit: 'user',
      parameters: USER_PARAMETERS,
      run: byHandle,
    },
  ];
}
