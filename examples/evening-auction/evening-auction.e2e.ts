import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { readCounters } from '../../compositor/watch/counter.js';
import { createProcesses } from '../../engine/adapters/process/processes.js';
import type { AuctionResult } from '../../engine/app/result.js';
import { keyframes, probe } from '../testing/probe.js';
import { run, scratchFolder } from '../testing/house-process.js';

// A whole auction in small, with every real part, judged from outside: by ffprobe, by the numbers
// in the frames, by the book, and by the chain's word for who owns the token.

const SECONDS = 10;
const CONFIG = fileURLToPath(new URL('sothebais.yaml', import.meta.url));

describe('an auction of one lot', () => {
  const folder = scratchFolder();
  const inFolder = (name: string) => join(folder.path, name);
  let result: AuctionResult;

  beforeAll(async () => {
    vi.stubEnv('SOTHEBAIS_AUCTION_RESULT_SECONDS', '2');
    vi.stubEnv('SOTHEBAIS_AUCTION_CREDITS_SECONDS', '1');
    const { code, stdout } = await run(
      ...['demo', '--out', folder.path, '--lots', '1', '--seconds', String(SECONDS)],
      ...['--size', '640x360', '--counter', '--json'],
    );
    expect(code).toBe(0);
    result = JSON.parse(stdout) as AuctionResult;
    vi.unstubAllEnvs();
    return () => folder[Symbol.dispose]();
  });

  test('ends with the lot sold and settled', () => {
    expect(JSON.parse(readFileSync(inFolder('result.json'), 'utf8'))).toMatchObject({
      lots: result.lots,
    });
    const [lot] = result.lots;
    expect(lot).toMatchObject({ number: 1, outcome: 'sold' });
    expect(BigInt(lot?.hammerWei ?? 0)).toBeGreaterThan(0n);
    expect(lot?.settlementTx).toMatch(/^0x[0-9a-f]{64}$/);
    expect(lot?.tokenOwner).toBe(lot?.winner?.address);
  });

  test('hears bids by post, chat and chain, and refuses some', () => {
    const { bySource, accepted, refused, received } = result.bids;
    for (const source of ['post', 'chat', 'chain'] as const) {
      expect(bySource[source], source).toBeGreaterThan(0);
    }
    expect(accepted).toBeGreaterThanOrEqual(3);
    expect(received).toBe(accepted + refused);
    expect(result.posts.received).toBeGreaterThan(bySource.post + bySource.chat);
  });

  test('streams what X asks for', async () => {
    const { streams, format } = await probe(inFolder('recording.mp4'));
    const [video] = streams.filter(({ codec_type }) => codec_type === 'video');
    const [audio] = streams.filter(({ codec_type }) => codec_type === 'audio');
    expect(video).toMatchObject({
      ...{ codec_name: 'h264', profile: 'High', pix_fmt: 'yuv420p' },
      ...{ width: 640, height: 360, r_frame_rate: '30/1', has_b_frames: 0 },
    });
    expect(audio).toMatchObject({
      ...{ codec_name: 'aac', profile: 'LC', sample_rate: '48000', channels: 2 },
    });
    expect(Math.abs(Number(format.duration) - result.stream.seconds)).toBeLessThan(1);

    const keys = await keyframes(inFolder('recording.mp4'));
    const gaps = keys.slice(1).map((key, i) => key - (keys[i] ?? 0));
    expect(gaps.length).toBeGreaterThan(2);
    for (const gap of gaps) expect(gap).toBeCloseTo(3, 1);
  });

  test('shows distinct pictures, in order, to the end', async () => {
    const numbers = await readCounters({
      processes: createProcesses(),
      ffmpegPath: 'ffmpeg',
      file: inFolder('recording.mp4'),
      limitMs: 60_000,
    });
    expect(numbers.length).toBe(result.stream.frames);
    expect(new Set(numbers).size / numbers.length).toBeGreaterThan(0.97);
    expect([...numbers].sort((a, b) => a - b)).toEqual(numbers);
  });

  test('leaves a book that verifies, and none that was touched', async () => {
    const verified = await run('verify', folder.path, '--json');
    expect(verified.code).toBe(0);
    const { ok, events, head, lots } = JSON.parse(verified.stdout) as {
      ok: boolean;
      events: number;
      head: string;
      lots: unknown[];
    };
    expect({ ok, events, head }).toEqual({ ok: true, ...result.ledger });
    const [lot] = result.lots;
    expect(lots).toEqual([
      {
        ...{ number: 1, outcome: 'sold', sealed: false },
        ...{ winner: lot?.winner, hammerWei: lot?.hammerWei },
      },
    ]);

    const lines = readFileSync(inFolder('ledger.jsonl'), 'utf8').trimEnd().split('\n');
    const tampered: readonly (readonly [string, string[]])[] = [
      ['an event fewer', lines.toSpliced(5, 1)],
      ['the last one missing', lines.slice(0, -1)],
      ['two changed over', lines.toSpliced(5, 2, lines[6] ?? '', lines[5] ?? '')],
      ['an event twice', lines.toSpliced(5, 0, lines[4] ?? '')],
      ['another title', lines.toSpliced(0, 1, (lines[0] ?? '').replace('Salt', 'Malt'))],
    ];
    for (const [name, changed] of tampered) {
      const file = inFolder('tampered.jsonl');
      writeFileSync(file, `${changed.join('\n')}\n`);
      const { code, stdout } = await run('verify', file, '--json');
      expect(code, name).toBe(65);
      expect(JSON.parse(stdout), name).toMatchObject({ error: { code: 'BOOK_DAMAGED' } });
    }
  });

  test('is left as it is by a second run in its folder', async () => {
    const before = readFileSync(inFolder('result.json'), 'utf8');
    const { code, stdout } = await run('up', '--config', CONFIG, '--data', folder.path, '--json');
    expect([code, JSON.parse(stdout)]).toMatchObject([65, { error: { code: 'AUCTION_OVER' } }]);
    expect(readFileSync(inFolder('result.json'), 'utf8')).toBe(before);
    expect(statSync(inFolder('recording.mp4')).size).toBeGreaterThan(0);
  });

  test('leaves a report that needs nothing but itself', () => {
    const report = readFileSync(inFolder('report.html'), 'utf8');
    expect(report).toContain('Tidewater, Study IV');
    expect(report).toContain('<svg');
    expect(report).not.toMatch(/(?:src|href)=/);
  });

  test('lets no secret out', () => {
    const key = readFileSync(inFolder('house/sandbox/stream-key'), 'utf8');
    for (const name of ['result.json', 'report.html', 'ledger.jsonl']) {
      expect(readFileSync(inFolder(name), 'utf8'), name).not.toContain(key);
    }
  });
});
