import { type AmfValue, decodeAmf0, encodeAmf0 } from './amf0.js';
import { MESSAGE, type Message, type OutgoingMessage } from './message.js';

/** What is asked for. */
interface PublishOrder {
  readonly app: string;
  readonly tcUrl: string;
  readonly name: string;
}

/** Where the dialogue stands after a message: what to say next, or how it ended. */
export type Turn =
  | { readonly kind: 'asking'; readonly messages: readonly OutgoingMessage[] }
  | { readonly kind: 'published' }
  | { readonly kind: 'refused'; readonly words: string };

/** How far the publisher has come. The key is said from `creating` on. */
type Stage = 'silent' | 'connecting' | 'creating' | 'publishing' | 'published';

/** Numbers that tell answers apart. */
const CONNECT = 1;
const RELEASE = 2;
const ANNOUNCE = 3;
const CREATE = 4;
const PUBLISH = 5;
const WITHDRAW = 6;
const DELETE = 7;

const NOTHING: Turn = { kind: 'asking', messages: [] };

/**
 * What a publisher and a server say to each other in commands: connect, create a stream, publish
 * under a name, and goodbye. Pure: the connection carries the words.
 */
export class PublishDialogue {
  readonly #order: PublishOrder;
  #streamId = 0;
  #stage: Stage = 'silent';

  constructor(order: PublishOrder) {
    this.#order = order;
  }

  /** The message stream that packets go on, once it is published. */
  get streamId(): number {
    return this.#streamId;
  }

  /** What was said last: a server that hangs up now hangs up on that. */
  get stage(): Stage {
    return this.#stage;
  }

  /** The first words. */
  connect(): OutgoingMessage {
    const { app, tcUrl } = this.#order;
    this.#stage = 'connecting';
    const flashVer = 'FMLE/3.0 (compatible; SothebAIs)';
    return command('connect', CONNECT, { app, type: 'nonprivate', flashVer, tcUrl });
  }

  /** Goes on after a command of the server. One that asks for nothing leaves things as they are. */
  take(message: Message): Turn {
    const [name, transaction, , info] = decodeAmf0(message.payload);
    if (name === 'onStatus') return this.#status(info);
    if (name === '_error') return this.#error(transaction, info);
    if (name !== '_result') return NOTHING;
    if (this.#stage === 'connecting' && transaction === CONNECT) return this.#create();
    if (this.#stage === 'creating' && transaction === CREATE) return this.#publish(info);
    return NOTHING;
  }

  /** The last words. */
  goodbye(): readonly OutgoingMessage[] {
    return [
      command('FCUnpublish', WITHDRAW, null, this.#order.name),
      command('deleteStream', DELETE, null, this.#streamId),
    ];
  }

  #create(): Turn {
    const { name } = this.#order;
    this.#stage = 'creating';
    return {
      kind: 'asking',
      messages: [
        // These two free a name that a broken connection still holds; not every server knows them.
        command('releaseStream', RELEASE, null, name),
        command('FCPublish', ANNOUNCE, null, name),
        command('createStream', CREATE, null),
      ],
    };
  }

  #publish(streamId: AmfValue): Turn {
    if (typeof streamId !== 'number') return { kind: 'refused', words: '' };
    this.#streamId = streamId;
    this.#stage = 'publishing';
    const publish = command('publish', PUBLISH, null, this.#order.name, 'live');
    return { kind: 'asking', messages: [{ ...publish, streamId }] };
  }

  #status(info: AmfValue): Turn {
    if (textIn(info, 'level') === 'error') return { kind: 'refused', words: wordsOf(info) };
    if (this.#stage !== 'publishing') return NOTHING;
    if (textIn(info, 'code') !== 'NetStream.Publish.Start') return NOTHING;
    this.#stage = 'published';
    return { kind: 'published' };
  }

  #error(transaction: AmfValue, info: AmfValue): Turn {
    if (transaction === RELEASE || transaction === ANNOUNCE) return NOTHING;
    return { kind: 'refused', words: wordsOf(info) };
  }
}

function command(name: string, transaction: number, ...values: AmfValue[]): OutgoingMessage {
  const payload = [encodeAmf0(name, transaction, ...values)];
  return { type: MESSAGE.command, streamId: 0, atMs: 0, payload };
}

/** The server's reason, in its own words where it has some. */
function wordsOf(info: AmfValue): string {
  return textIn(info, 'description') || textIn(info, 'code');
}

function textIn(info: AmfValue, key: string): string {
  if (info === null || typeof info !== 'object') return '';
  const value: unknown = info instanceof Map ? info.get(key) : Reflect.get(info, key);
  return typeof value === 'string' ? value : '';
}
