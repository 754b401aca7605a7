import type { BACKENDS } from '../config/schema.js';
import { SothebaisError } from '../engine/domain/errors.js';
import type { VideoCodec } from './encoder/args.js';
import { createCodedEncoder } from './encoder/coded-encoder.js';
import type { StartEncoder } from './encoder/encoder.js';
import { createFfmpegEncoder } from './encoder/ffmpeg-video.js';
import { createNativeEncoder, findNativeEncoder } from './encoder/native/native-encoder.js';
import { startFilmSource, type FilmSettings } from './source/film-source.js';
import type { StartSource } from './source/kept-source.js';
import { screencastFilming } from './source/screencast-filming.js';
import { startStageSource } from './source/stage-source.js';
import { tabFilming } from './source/tab-filming.js';

/** How frames leave the browser, and what compresses them. */
export type Backend = (typeof BACKENDS)[number];

export interface PipelineSettings extends FilmSettings {
  readonly codec: VideoCodec;
}

/** What a source that compresses is told by what follows it. */
export interface Upstream {
  beginAnew(): void;
  setBitrate(kbps: number): void;
}

/** Source and encoder of a backend. */
export interface Pipeline {
  readonly startSource: StartSource;
  readonly startEncoder: StartEncoder;
  /** Takes pixels where `startEncoder` cannot: for the slate. The same one where it can. */
  readonly startPixelEncoder: StartEncoder;
}

/**
 * Builds what starts source and encoder of a backend. The one switch on the kind.
 *
 * @throws SothebaisError `ENCODER_MISSING` for `native` where the encoder was not built,
 *   `CONFIG_INVALID` for a page that the backend cannot film
 */
export function buildPipeline(
  settings: PipelineSettings,
  backend: Backend,
  upstream: Upstream,
): Pipeline {
  if (settings.page !== undefined && backend !== 'tab' && backend !== 'screencast') {
    throw new SothebaisError(
      'CONFIG_INVALID',
      `Expected the backend tab or screencast to film a page, got ${backend}.`,
      { hint: 'Set `stage.backend` to tab, or leave out `stage.page`.' },
    );
  }
  const ffmpeg = createFfmpegEncoder(settings);
  const pixels = { startEncoder: ffmpeg, startPixelEncoder: ffmpeg };
  switch (backend) {
    case 'native': {
      const native = createNativeEncoder({ ...settings, path: nativePath() });
      return {
        ...{ startEncoder: native, startPixelEncoder: native },
        startSource: (show, events) => startStageSource(settings, backend, 'ring', show, events),
      };
    }
    case 'frames':
      return {
        ...pixels,
        startSource: (show, events) => startStageSource(settings, backend, 'ring', show, events),
      };
    case 'webcodecs': {
      const startCoded = createCodedEncoder({
        onKeyWanted: () => upstream.beginAnew(),
        onBitrate: (kbps) => upstream.setBitrate(kbps),
      });
      return {
        startEncoder: (plan, events) => {
          // It may have changed while the slate was encoded, which no source compresses.
          upstream.setBitrate(plan.bitrateKbps);
          return startCoded(plan, events);
        },
        startPixelEncoder: ffmpeg,
        startSource: (show, events) =>
          startStageSource(settings, backend, 'webcodecs', show, events),
      };
    }
    case 'screencast':
    case 'tab': {
      const filming = backend === 'tab' ? tabFilming : screencastFilming;
      return {
        ...pixels,
        startSource: (show, events) => startFilmSource(settings, filming, show, events),
      };
    }
  }
}

function nativePath(): string {
  const path = findNativeEncoder();
  if (path !== undefined) return path;
  throw new SothebaisError('ENCODER_MISSING', 'The native encoder was not built here.', {
    hint: 'Install a C compiler and libx264-dev and run again, or set `stage.backend` to auto.',
  });
}
