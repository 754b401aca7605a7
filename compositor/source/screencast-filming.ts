import { openBrowser } from '../stage/browser.js';
import type { Filming } from './film-source.js';

const JPEG_QUALITY = 85;
const OPEN_LIMIT_MS = 30_000;

/** Films the page by the screencast of Chromium's DevTools protocol: a JPEG a frame. */
export const screencastFilming: Filming = {
  backend: 'screencast',
  input: ['-f', 'mjpeg'],
  open: async ({ url, profileDir, settings, ready, film }) => {
    const { widthPx, heightPx, chromiumPath } = settings;
    const browser = await openBrowser({
      ...{ chromiumPath, profileDir, url, limitMs: OPEN_LIMIT_MS },
      viewport: { width: widthPx, height: heightPx },
      onConsole: () => undefined,
    });
    try {
      await ready();
      await browser.screencast({ quality: JPEG_QUALITY, widthPx, heightPx }, (jpeg) => {
        film.write(jpeg);
      });
      return browser;
    } catch (cause) {
      await browser.close();
      throw cause;
    }
  },
};
