import { Readable } from 'node:stream';
import type { TwitterApi } from 'twitter-api-v2';
import { ETwitterStreamEvent } from 'twitter-api-v2';

/** X says something every 20 s, if only a blank line; three times that in silence is a dead line. */
const SILENCE_MAX_MS = 60_000;

export interface XStreamListener {
  /** One object of the stream, as it came. Must not throw. */
  (piece: unknown): void;
}

/** An open stream. It never reconnects by itself: whoever opened it knows what was missed. */
export interface XStream {
  /** Resolves when the stream has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Closes it at once; safe to run twice. */
  close(): void;
}

/** Opens `path` as a stream; rejects as the client does. `release` frees its connection. */
export async function openStream(
  by: TwitterApi,
  path: string,
  query: Readonly<Record<string, string>>,
  listener: XStreamListener,
  release: () => void,
): Promise<XStream> {
  const stream = by.v2.getStream<unknown>(path, { ...query }, { autoConnect: false });
  const { promise: ended, resolve: end } = Promise.withResolvers<undefined>();
  stream.on(ETwitterStreamEvent.ConnectionClosed, () => end(undefined));
  stream.on(ETwitterStreamEvent.Data, listener);
  stream.on(ETwitterStreamEvent.Connected, () => {
    // The client makes text of each chunk alone, which breaks a letter that lies across two.
    const source: unknown = Reflect.get(stream, 'res');
    if (source instanceof Readable) source.setEncoding('utf8');
  });
  await stream.connect({ autoReconnect: false, keepAliveTimeout: SILENCE_MAX_MS });
  return {
    ended,
    close: () => {
      stream.close();
      release();
    },
  };
}
