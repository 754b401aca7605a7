import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { findFfmpeg } from '../../../../config/programs.js';
import type { ShowState } from '../../../domain/show.js';
import { aBidView, aLotView, aShow } from '../../../testing/sample-status.js';
import { PLAYLIST, startWatchServer, type WatchServer } from '../watch-server.js';

/** What no name, title or word of a stranger may do to the page. */
export const HOSTILE = '<img src=x onerror="document.title=1">';

/** A lot that takes bids, the last of them by somebody whose name is markup. */
export const aBusyShow = (over: Partial<ShowState> = {}): ShowState =>
  aShow({
    scene: 'lot',
    lot: aLotView({ closesAtMs: Date.now() + 42_000, bids: [aBidView({ name: HOSTILE })] }),
    howToBid: { text: 'Register once, then reply.', example: 'bid 1.5 ETH' },
    ...over,
  });

/** What of a house whoever watches it meets: the real watch server, and a stream beside it. */
export class WatchedHouse {
  /** Goes with everything in it once the house is pulled down. */
  readonly dir = mkdtempSync(join(tmpdir(), 'sothebais-watch-'));
  readonly pageDir = join(this.dir, 'page');
  isOnAir = true;
  /** How often somebody asked for the stream since the server was opened. */
  wanted = 0;
  #server: WatchServer | undefined;
  #liveDir = '';
  #encoder: ChildProcess | undefined;

  get server(): WatchServer {
    if (!this.#server) throw new Error('The watch server was not opened.');
    return this.#server;
  }

  /** Where the stream is written, anew for every server. */
  get liveDir(): string {
    return this.#liveDir;
  }

  /** Builds the page, as the house's own build does. */
  async buildPage(): Promise<void> {
    const source = fileURLToPath(new URL('../watch', import.meta.url));
    const scripts = globSync('*.ts', { cwd: source }).filter((name) => !name.includes('.test.'));
    await build({ entryPoints: scripts.map((name) => join(source, name)), outdir: this.pageDir });
    for (const name of ['page.html', 'page.css']) cpSync(join(source, name), this.#page(name));
  }

  /** Opens a server with nothing on it yet, on air, and tells its address. */
  async open(options: { readonly playlistLimitMs?: number } = {}): Promise<string> {
    this.isOnAir = true;
    this.wanted = 0;
    this.#liveDir = mkdtempSync(join(this.dir, 'live-'));
    this.#server = await this.#start(0, options);
    return this.#server.url;
  }

  /** A house that was closed comes back at the same address. */
  async reopen(): Promise<void> {
    this.#server = await this.#start(Number(new URL(this.server.url).port));
  }

  /** A moving test picture and a tone as HLS, at the speed that it is watched. */
  startEncoder(): void {
    const ffmpeg = findFfmpeg() ?? 'ffmpeg';
    this.#encoder = spawn(
      ffmpeg,
      [
        ...['-nostdin', '-loglevel', 'error', '-re', '-f', 'lavfi'],
        ...['-i', 'testsrc2=size=640x360:rate=25', '-re', '-f', 'lavfi', '-i', 'sine=1000'],
        ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '25'],
        ...['-c:a', 'aac', '-f', 'hls', '-hls_time', '1', '-hls_list_size', '6'],
        ...['-hls_flags', 'delete_segments+program_date_time', join(this.#liveDir, PLAYLIST)],
      ],
      { stdio: 'ignore' },
    );
  }

  async stopEncoder(): Promise<void> {
    const encoder = this.#encoder;
    if (!encoder || encoder.exitCode !== null || encoder.signalCode !== null) return;
    const gone = once(encoder, 'exit');
    encoder.kill('SIGKILL');
    await gone;
  }

  /** Ends what a test began. */
  async close(): Promise<void> {
    await this.stopEncoder();
    await this.#server?.close();
  }

  pullDown(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }

  #page(name: string): string {
    return join(this.pageDir, name);
  }

  #start(port: number, options: { readonly playlistLimitMs?: number } = {}): Promise<WatchServer> {
    return startWatchServer({
      ...{ host: '127.0.0.1', port, liveDir: this.#liveDir, pageDir: this.pageDir },
      ...{ isOnAir: () => this.isOnAir, wanted: () => (this.wanted += 1) },
      ...options,
    });
  }
}
