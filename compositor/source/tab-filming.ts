import { plainEnvironment } from '../../config/plain-environment.js';
import { pause } from '../pause.js';
import { findChromium } from '../stage/executable.js';
import type { Filming } from './film-source.js';

/** Enough for the film to be no worse than what is made of it. */
const FILM_BITS_PER_SECOND = 8_000_000;
const CLOSE_LIMIT_MS = 1_200;

type TabBrowser = Awaited<ReturnType<(typeof import('puppeteer-stream'))['launch']>>;

/** Films a tab with puppeteer-stream, as VP8 in WebM. */
export const tabFilming: Filming = {
  backend: 'tab',
  input: ['-f', 'matroska'],
  open: async ({ url, profileDir, settings, ready, film }) => {
    const { widthPx: width, heightPx: height, fps, chromiumPath } = settings;
    // Loading the package opens a port, so only who films loads it.
    const { launch, getStream } = await import('puppeteer-stream');
    const browser = await launch({
      executablePath: findChromium(chromiumPath),
      headless: 'new' as unknown as boolean,
      userDataDir: profileDir,
      defaultViewport: { width, height },
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      env: plainEnvironment(process.env),
      args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    });
    const gone = new Promise<string>((resolve) => {
      browser.once('disconnected', () => resolve('the browser that films ended'));
    });
    const exact = {
      ...{ minWidth: width, maxWidth: width, minHeight: height, maxHeight: height },
      ...{ minFrameRate: fps, maxFrameRate: fps },
    };
    try {
      const page = await browser.newPage();
      await page.goto(url);
      await ready();
      const stream = await getStream(page, {
        audio: false,
        video: true,
        mimeType: 'video/webm;codecs=vp8',
        videoBitsPerSecond: FILM_BITS_PER_SECOND,
        videoConstraints: { mandatory: exact as MediaTrackConstraints },
        frameSize: Math.round(1000 / fps),
      });
      stream.on('error', () => undefined);
      stream.pipe(film);
      return { pid: browser.process()?.pid, gone, close: () => closeBrowser(browser) };
    } catch (cause) {
      await closeBrowser(browser);
      throw cause;
    }
  },
};

async function closeBrowser(browser: TabBrowser): Promise<void> {
  const program = browser.process();
  const closed = browser.close().then(
    () => true,
    () => true,
  );
  const inTime = await Promise.race([closed, pause(CLOSE_LIMIT_MS).then(() => false)]);
  if (!inTime) program?.kill('SIGKILL');
}
