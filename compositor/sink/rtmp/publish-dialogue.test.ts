import { beforeEach, describe, expect, test } from 'vitest';
import { type AmfValue, decodeAmf0, encodeAmf0 } from './amf0.js';
import type { Message, OutgoingMessage } from './message.js';
import { PublishDialogue, type Turn } from './publish-dialogue.js';

const answer = (...values: readonly AmfValue[]): Message => ({
  ...{ type: 20, streamId: 0, atMs: 0 },
  payload: encodeAmf0(...values),
});
const status = (level: string, code: string, description?: string) =>
  answer('onStatus', 0, null, { level, code, ...(description !== undefined && { description }) });

const spoken = ({ streamId, payload }: OutgoingMessage) => [
  streamId,
  ...decodeAmf0(Buffer.concat(payload)),
];
const asked = (turn: Turn) => (turn.kind === 'asking' ? turn.messages.map(spoken) : turn);

describe('PublishDialogue', () => {
  let dialogue: PublishDialogue;
  beforeEach(() => {
    dialogue = new PublishDialogue({
      app: 'live',
      tcUrl: 'rtmp://a.example/live',
      name: 'key?a=b',
    });
    dialogue.connect();
  });

  const create = () =>
    dialogue.take(answer('_result', 1, {}, { code: 'NetConnection.Connect.Success' }));
  const publish = () => dialogue.take(answer('_result', 4, null, 3));

  test('connects as an encoder does', () => {
    expect(spoken(dialogue.connect())).toEqual([
      0,
      'connect',
      1,
      {
        ...{ app: 'live', type: 'nonprivate', tcUrl: 'rtmp://a.example/live' },
        flashVer: 'FMLE/3.0 (compatible; SothebAIs)',
      },
    ]);
  });

  test('frees the name and creates a stream once it is connected', () => {
    expect(asked(create())).toEqual([
      [0, 'releaseStream', 2, null, 'key?a=b'],
      [0, 'FCPublish', 3, null, 'key?a=b'],
      [0, 'createStream', 4, null],
    ]);
  });

  test('publishes on the stream that it was given', () => {
    create();
    expect(asked(publish())).toEqual([[3, 'publish', 5, null, 'key?a=b', 'live']]);
    expect(dialogue.take(status('status', 'NetStream.Publish.Start'))).toEqual({
      kind: 'published',
    });
    expect(dialogue.goodbye().map(spoken)).toEqual([
      [0, 'FCUnpublish', 6, null, 'key?a=b'],
      [0, 'deleteStream', 7, null, 3],
    ]);
  });

  test('goes on where a server does not know how to free a name', () => {
    create();
    for (const transaction of [2, 3]) {
      expect(asked(dialogue.take(answer('_error', transaction, null, null)))).toEqual([]);
    }
    expect(asked(publish())).toHaveLength(1);
  });

  test('waits through words that answer nothing', () => {
    create();
    publish();
    const words = [
      answer('onBWDone', 0, null),
      answer('onFCPublish', 0, null, { code: 'NetStream.Publish.Start' }),
      answer('_result', 1, null, {}),
      status('status', 'NetStream.Play.Start'),
      answer(),
    ];
    for (const word of words) expect(asked(dialogue.take(word))).toEqual([]);
    expect(dialogue.stage).toBe('publishing');
  });

  test('takes no agreement to publish before it asked', () => {
    create();
    expect(asked(dialogue.take(status('status', 'NetStream.Publish.Start')))).toEqual([]);
  });

  test.each([
    [
      'the connection',
      () => undefined,
      answer('_error', 1, null, { code: 'NetConnection.Connect.Rejected' }),
      'NetConnection.Connect.Rejected',
    ],
    ['the stream', create, answer('_error', 4, null, { description: 'Full' }), 'Full'],
    [
      'the key',
      publish,
      status('error', 'NetStream.Publish.BadName', 'No such key'),
      'No such key',
    ],
    ['the key by an error', publish, answer('_error', 5, null, null), ''],
    ['a stream without a number', create, answer('_result', 4, null, 'x'), ''],
  ])('is refused %s', (_name, before, refusal, words) => {
    if (before === publish) create();
    before();
    expect(dialogue.take(refusal)).toEqual({ kind: 'refused', words });
  });

  test('reads reasons from an ECMA array too', () => {
    const info = new Map([
      ['level', 'error'],
      ['description', 'No'],
    ]);
    expect(dialogue.take(answer('onStatus', 0, null, info))).toEqual({
      kind: 'refused',
      words: 'No',
    });
  });
});
