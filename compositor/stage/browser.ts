import { readFileSync } from 'node:fs';
import { chromium, type BrowserContext, type Page } from 'playwright';
import { plainEnvironment } from '../../config/plain-environment.js';
import { SothebaisError } from '../../engine/domain/errors.js';
import { pause } from '../pause.js';
import { processTree } from '../watch/process-tree.js';
import { findChromium } from './executable.js';

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];
const CLOSE_LIMIT_MS = 1_500;

/** A browser with the stage open in it. */
export interface StageBrowser {
  /** Process id of the browser itself. */
  readonly pid: number | undefined;
  /** Resolves with the reason when the browser or the page is gone. */
  readonly gone: Promise<string>;
  /**
   * Films the page. Frames come when the page changes, at the browser's own pace.
   *
   * @param onFrame - given each frame as a JPEG
   */
  screencast(
    film: { readonly quality: number; readonly widthPx: number; readonly heightPx: number },
    onFrame: (jpeg: Buffer) => void,
  ): Promise<void>;
  /** Closes it, and kills what does not close in time. */
  close(): Promise<void>;
}

/**
 * Opens the stage in a Chromium of its own.
 *
 * @param profileDir - a fresh folder, best in memory: the ring of frames lies in it
 * @param onConsole - told each error the page logs
 * @throws SothebaisError `BROWSER_MISSING`, `BROWSER_FAILED`
 */
export async function openBrowser(options: {
  readonly chromiumPath: string;
  readonly profileDir: string;
  readonly url: string;
  readonly limitMs: number;
  /** For a page that is filmed. @default the window's own */
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly onConsole: (text: string) => void;
}): Promise<StageBrowser> {
  const executablePath = findChromium(options.chromiumPath);
  let context: BrowserContext | undefined;
  try {
    const opened = await chromium.launchPersistentContext(options.profileDir, {
      executablePath,
      headless: true,
      // Chromium refuses its sandbox to root.
      chromiumSandbox: process.getuid?.() !== 0,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      viewport: options.viewport ?? null,
      args: FLAGS,
      env: plainEnvironment(process.env),
      timeout: options.limitMs,
    });
    context = opened;
    const pid = await browserPid(opened);
    const page = opened.pages()[0] ?? (await opened.newPage());
    page.on('console', (message) => {
      if (message.type() === 'error') options.onConsole(message.text());
    });
    page.on('pageerror', (error) => options.onConsole(error.message));
    const gone = whenGone(opened, page);
    await page.goto(options.url, { timeout: options.limitMs });
    return {
      ...{ pid, gone, close: createClose(opened, pid) },
      screencast: (film, onFrame) => screencast(opened, page, film, onFrame),
    };
  } catch (cause) {
    await context?.close().catch(() => undefined);
    throw new SothebaisError('BROWSER_FAILED', 'Chromium did not open the stage.', { cause });
  }
}

async function screencast(
  context: BrowserContext,
  page: Page,
  film: { readonly quality: number; readonly widthPx: number; readonly heightPx: number },
  onFrame: (jpeg: Buffer) => void,
): Promise<void> {
  const session = await context.newCDPSession(page);
  session.on('Page.screencastFrame', ({ data, sessionId }) => {
    onFrame(Buffer.from(data, 'base64'));
    void session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
  });
  const { quality, widthPx: maxWidth, heightPx: maxHeight } = film;
  await session.send('Page.startScreencast', { format: 'jpeg', quality, maxWidth, maxHeight });
}

function whenGone(context: BrowserContext, page: Page): Promise<string> {
  return new Promise((resolve) => {
    context.once('close', () => resolve('Chromium ended'));
    page.once('crash', () => resolve('the page crashed'));
    page.once('close', () => resolve('the page closed'));
  });
}

async function browserPid(context: BrowserContext): Promise<number | undefined> {
  const session = await context.browser()?.newBrowserCDPSession();
  const info = await session?.send('SystemInfo.getProcessInfo');
  await session?.detach();
  return info?.processInfo.find(({ type }) => type === 'browser')?.id;
}

function createClose(context: BrowserContext, pid: number | undefined): () => Promise<void> {
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    const members = pid === undefined ? [] : await membersOf(pid);
    const closed = context.close().then(
      () => true,
      () => true,
    );
    await Promise.race([closed, pause(CLOSE_LIMIT_MS)]);
    // A part that hangs outlives its browser, and holds its memory, until somebody ends it.
    for (const member of members) killIfSame(member);
  };
  return () => (closing ??= close());
}

interface Member {
  readonly pid: number;
  readonly bornAt: string | undefined;
}

async function membersOf(pid: number): Promise<readonly Member[]> {
  const tree = (await processTree(pid)) ?? [{ pid }];
  return tree.map((member) => ({ pid: member.pid, bornAt: startTime(member.pid) }));
}

function killIfSame({ pid, bornAt }: Member): void {
  if (bornAt === undefined || startTime(pid) !== bornAt) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended in between.
  }
}

/** When the process started, in the kernel's ticks; tells it from a later one with its number. */
function startTime(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19];
  } catch {
    return undefined;
  }
}
