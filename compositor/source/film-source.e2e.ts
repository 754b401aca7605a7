import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SothebaisError } from '../../engine/domain/errors.js';
import type { ChildProgram } from '../../engine/ports/processes.js';
import { noteProcesses } from '../../engine/testing/real-processes.js';
import { aShow } from '../../engine/testing/sample-status.js';
import { startFilmSource, type Filming } from './film-source.js';
import { KeptSource } from './kept-source.js';
import { screencastFilming } from './screencast-filming.js';
import { tabFilming } from './tab-filming.js';

const TICK_MS = 33;
const TURN_MS = 4_000;
/** Moves for a while and stands still for a while; `/moving` moves all the while. */
const PAGE = `<!doctype html><title>Film</title><body style="margin:0"><canvas width=320 height=180>
</canvas><script>
const context = document.querySelector('canvas').getContext('2d');
const draw = (ms) => {
  if (location.pathname === '/moving' || Math.floor(Date.now() / ${TURN_MS}) % 2 === 0) {
    context.fillStyle = 'hsl(' + (ms / 5) % 360 + ' 80% 50%)';
    context.fillRect(0, 0, 320, 180);
  }
  requestAnimationFrame(draw);
};
draw(0);
</script>`;

let workDir: string;
let server: Server;
let decoders: ChildProgram[];
let troubles: SothebaisError[];
let pictures: number;
let kept: KeptSource;
let ticks: NodeJS.Timeout;

beforeEach(async () => {
  workDir = await mkdtemp(join(tmpdir(), 'film-'));
  server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  [decoders, troubles, pictures] = [[], [], 0];
});

afterEach(async () => {
  vi.unstubAllEnvs();
  clearInterval(ticks);
  await kept.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(workDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

/** Films a page, asked for 30 pictures a second. */
async function film(filming: Filming, path: string): Promise<void> {
  const processes = noteProcesses(decoders);
  const { port } = server.address() as AddressInfo;
  const settings = {
    ...{ widthPx: 320, heightPx: 180, fps: 30, counter: false, slots: 4 },
    ...{ bitrateKbps: 1_000, gopFrames: 90, workDir, overlaysDir: workDir, artworks: new Map() },
    ...{ page: `http://127.0.0.1:${port}${path}`, ffmpegPath: 'ffmpeg', processes },
    chromiumPath: 'chromium',
  };
  kept = new KeptSource(
    (show, events) => startFilmSource(settings, filming, show, events),
    aShow(),
    {
      onPicture: (_tick, picture) => {
        pictures++;
        picture.release();
      },
      onUndrawn: () => undefined,
      onAway: () => undefined,
      onTrouble: (error) => void troubles.push(error),
    },
  );
  await kept.open();
  let tick = 0;
  ticks = setInterval(() => kept.ask(tick++, Date.now()), TICK_MS);
}

const growing = async () => {
  const before = pictures;
  await expect.poll(() => pictures, { timeout: 20_000 }).toBeGreaterThan(before + 10);
};

describe.each([
  ['screencast', screencastFilming],
  ['tab', tabFilming],
])('a film by %s', (_name, filming) => {
  test('goes on within seconds when its decoder hangs', async () => {
    await film(filming, '/moving');
    await growing();
    const [hung] = decoders;
    process.kill(hung?.pid ?? NaN, 'SIGSTOP');
    const stoppedMs = performance.now();
    await expect.poll(() => troubles.length, { timeout: 10_000, interval: 20 }).toBe(1);
    expect(performance.now() - stoppedMs).toBeLessThan(3_000);
    expect(troubles).toMatchObject([
      { code: 'BROWSER_FAILED', message: 'The decoder of the film hangs.' },
    ]);
    await growing();
    expect([kept.restarts, decoders.length, troubles.length]).toEqual([1, 2, 1]);
    // A program that is stopped would hold its memory for good.
    expect(await hung?.exited).toBeNull();
  });

  // Where there is no /proc, nobody reads a program's environment there either.
  test.runIf(existsSync('/proc/self/environ'))('knows no key of the house', async () => {
    vi.stubEnv('STREAM_KEY', 'not-for-browsers');
    await film(filming, '/moving');
    const { pid } = kept;
    expect(readFileSync(`/proc/${pid}/environ`, 'latin1')).toContain('PATH=');
    expect(readFileSync(`/proc/${pid}/environ`, 'latin1')).not.toContain('not-for-browsers');
  });

  test('is not given up while its page moves and stands still by turns', async () => {
    await film(filming, '/');
    await growing();
    await new Promise((resolve) => setTimeout(resolve, 2 * TURN_MS + 500));
    await growing();
    expect(troubles).toEqual([]);
  });
});
