import { closeSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { SothebaisError } from '../../domain/errors.js';

export interface Account {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  /** Bound by the rule that an app may reply only where it was summoned. */
  readonly automated: boolean;
  readonly createdAtMs: number;
  readonly appKey: string;
  readonly appSecret: string;
  readonly accessToken: string;
  readonly accessSecret: string;
  readonly bearer: string;
}

export interface StoredPost {
  readonly id: string;
  readonly authorId: string;
  /** As written; answers escape it. */
  readonly text: string;
  readonly createdAtMs: number;
  readonly conversationId: string;
  readonly repliesTo?: string;
  readonly quotes?: string;
  readonly reposts?: string;
  /** All ids this post has had, oldest first; its own is the last. */
  readonly history: readonly string[];
}

export interface StreamRule {
  readonly id: string;
  readonly accountId: string;
  readonly value: string;
  readonly tag?: string;
}

export interface Broadcast {
  readonly id: string;
  readonly scheduleId: string;
  readonly accountId: string;
  readonly sourceId: string;
  readonly title: string;
  readonly description: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly manualPublish: boolean;
  readonly createdAtMs: number;
  /** When it went on air; absent before. */
  readonly liveAtMs?: number;
  readonly deleted?: boolean;
}

export interface Message {
  readonly id: string;
  readonly broadcastId: string;
  readonly authorId: string;
  readonly text: string;
  readonly createdAtMs: number;
  readonly replyTo?: string;
}

/** One line of the journal. A record written again replaces the one before. */
type Entry =
  | { readonly kind: 'account'; readonly account: Account }
  | { readonly kind: 'post'; readonly post: StoredPost }
  | { readonly kind: 'post-deleted'; readonly id: string }
  | { readonly kind: 'rule'; readonly rule: StreamRule }
  | { readonly kind: 'rule-deleted'; readonly id: string }
  | { readonly kind: 'broadcast'; readonly broadcast: Broadcast }
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'message-deleted'; readonly broadcastId: string; readonly id: string }
  | {
      readonly kind: 'mute';
      readonly broadcastId: string;
      readonly userId: string;
      readonly endMs?: number;
    }
  | { readonly kind: 'unmute'; readonly broadcastId: string; readonly userId: string };

/** All that the stand-in knows. Read it freely; change it through `write` alone. */
export interface Store {
  readonly accounts: ReadonlyMap<string, Account>;
  /** In order of their ids. */
  readonly posts: ReadonlyMap<string, StoredPost>;
  readonly rules: ReadonlyMap<string, StreamRule>;
  readonly broadcasts: ReadonlyMap<string, Broadcast>;
  /** The messages of a broadcast by id, in order of their ids. */
  chatOf(broadcastId: string): ReadonlyMap<string, Message>;
  /** When the mute of a user ends; undefined when there is none. */
  mutedUntil(broadcastId: string, userId: string): number | undefined;
  /** Changes what is known, after it is in the journal. */
  write(entry: Entry): void;
  close(): void;
}

/**
 * Opens the journal in `dir`, which is made where it is missing, and takes up what is in it.
 *
 * @throws SothebaisError `SANDBOX_FAILED` where the journal cannot be read
 */
export function openStore(dir: string): Store {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'x.jsonl');
  const facts = createFacts();
  // It holds keys, if only to a stand-in.
  const journal = openSync(file, 'a', 0o600);
  const text = readFileSync(file, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  // A line cut short by a crash was never answered for: it goes.
  if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
  for (const [i, line] of whole.split('\n').entries()) if (line !== '') facts.apply(parse(line, i));

  let open = true;
  return {
    ...facts,
    write: (entry) => {
      writeSync(journal, `${JSON.stringify(entry)}\n`);
      facts.apply(entry);
    },
    close: () => {
      if (open) closeSync(journal);
      open = false;
    },
  };
}

function parse(line: string, index: number): Entry {
  try {
    return JSON.parse(line) as Entry;
  } catch (cause) {
    throw new SothebaisError(
      'SANDBOX_FAILED',
      `Line ${index + 1} of the stand-in's journal is no JSON.`,
      { cause, hint: 'Start the stand-in on an empty folder.' },
    );
  }
}

function createFacts() {
  const accounts = new Map<string, Account>();
  const posts = new Map<string, StoredPost>();
  const rules = new Map<string, StreamRule>();
  const broadcasts = new Map<string, Broadcast>();
  const chats = new Map<string, Map<string, Message>>();
  const mutes = new Map<string, number>();
  const chatOf = (id: string) => {
    const chat = chats.get(id) ?? new Map<string, Message>();
    chats.set(id, chat);
    return chat;
  };
  const muteKey = (broadcastId: string, userId: string) => `${broadcastId}/${userId}`;

  const apply = (entry: Entry): void => {
    switch (entry.kind) {
      case 'account':
        accounts.set(entry.account.id, entry.account);
        return;
      case 'post':
        posts.set(entry.post.id, entry.post);
        return;
      case 'post-deleted':
        posts.delete(entry.id);
        return;
      case 'rule':
        rules.set(entry.rule.id, entry.rule);
        return;
      case 'rule-deleted':
        rules.delete(entry.id);
        return;
      case 'broadcast':
        broadcasts.set(entry.broadcast.id, entry.broadcast);
        return;
      case 'message':
        chatOf(entry.message.broadcastId).set(entry.message.id, entry.message);
        return;
      case 'message-deleted':
        chatOf(entry.broadcastId).delete(entry.id);
        return;
      case 'mute':
        mutes.set(muteKey(entry.broadcastId, entry.userId), entry.endMs ?? Infinity);
        return;
      case 'unmute':
        mutes.delete(muteKey(entry.broadcastId, entry.userId));
        return;
    }
  };
  const mutedUntil = (broadcastId: string, userId: string) =>
    mutes.get(muteKey(broadcastId, userId));
  return { accounts, posts, rules, broadcasts, chatOf, mutedUntil, apply };
}
