import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AuctionId } from '../../engine/domain/ids.js';
import { at } from '../../engine/testing/builders.js';
import type { Entry } from '../../engine/ports/ledger.js';
import { postEvent, type PostOptions } from './post-events.js';

let server: Server;
let answers: number[];
let waits: number[];
let options: PostOptions;

beforeEach(async () => {
  [answers, waits] = [[], []];
  server = createServer((request, response) => {
    request.resume().once('end', () => response.writeHead(answers.shift() ?? 503).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  options = {
    ...{ auctionId: 'evening' as AuctionId, url: new URL(`http://127.0.0.1:${port}/x?token=hush`) },
    ...{ triesMax: 9, signal: new AbortController().signal },
    onRetry: (_sequence, _why, waitMs) => void waits.push(waitMs),
    pause: async () => undefined,
  };
});
afterEach(() => void server.close());

const entry: Entry = {
  ...{ sequence: 7, cause: 'clock', payload: '', hash: '00' },
  event: { kind: 'auction-closed', at: at(1) },
};

test('waits twice as long after each try in vain, half a minute at most', async () => {
  answers = [500, 404, 429, 302, 503, 503, 503, 503, 201];
  await postEvent(entry, options);
  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

test('gives up after so many tries, and tells no token', async () => {
  const given = await postEvent(entry, { ...options, triesMax: 3 }).catch(
    (thrown: unknown) => thrown,
  );
  expect(given).toMatchObject({ code: 'CONSUMER_FAILED', details: { sequence: 7, tries: 3 } });
  expect(String(given)).toMatch(
    /not taken at http:\/\/127\.0\.0\.1:\d+ in 3 tries: it answered 503\.$/,
  );
  expect(waits).toEqual([500, 1_000]);
});

test('stops in the middle of a wait', async () => {
  const enough = new AbortController();
  const stopped = postEvent(entry, {
    ...options,
    signal: enough.signal,
    pause: async () => {
      enough.abort(new Error('enough'));
      throw new Error('aborted');
    },
  });
  await expect(stopped).rejects.toThrow('aborted');
});
