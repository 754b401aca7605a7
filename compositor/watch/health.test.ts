import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnose, HEALTH_LIMITS, type Figures, type Remedy } from './health.js';

const well: Figures = {
  pictureAgeMs: 20,
  asksOwed: 1,
  showAwayMs: 0,
  browserBytes: 400 * 1_024 * 1_024,
  pageErrors: 0,
  encoderQueueMs: 15,
  browser: { underWay: false, left: 5 },
  encoder: { underWay: false, left: 5 },
};
const starting = { underWay: true, left: 4 };
const usedUp = { underWay: false, left: 0 };
const { lateMs, hungMs, awayMs, stuckMs, stuckWhileStartingMs, browserBytes } = HEALTH_LIMITS;

describe('diagnose', () => {
  test.each<[string, Partial<Figures>, Remedy]>([
    ['leaves alone what is well', {}, 'ok'],
    ['leaves alone what nobody can measure', { browserBytes: undefined }, 'ok'],
    ['takes a picture at the limit as in time', { pictureAgeMs: lateMs }, 'ok'],
    ['repeats for a picture that is late', { pictureAgeMs: lateMs + 1 }, 'repeat-frame'],
    ['waits for an answer up to the limit', { pictureAgeMs: hungMs }, 'repeat-frame'],
    ['restarts a browser that hangs', { pictureAgeMs: hungMs + 1 }, 'restart-browser'],
    ['blames no browser that was not asked', { pictureAgeMs: 60_000, asksOwed: 0 }, 'repeat-frame'],
    ['restarts a browser that is gone', { showAwayMs: 1 }, 'restart-browser'],
    ['restarts a page that keeps failing', { pageErrors: 15 }, 'restart-browser'],
    ['lets a page fail now and then', { pageErrors: 14 }, 'ok'],
    ['restarts a browser that has grown', { browserBytes: browserBytes + 1 }, 'restart-browser'],
    ['bridges while a browser starts', { showAwayMs: awayMs, browser: starting }, 'repeat-frame'],
    ['slates a long start', { showAwayMs: awayMs + 1, browser: starting }, 'slate'],
    ['slates what may not start again', { showAwayMs: 1, browser: usedUp }, 'slate'],
    ['slates a hung page without restarts', { pictureAgeMs: 2_000, browser: usedUp }, 'slate'],
    ['keeps a grown browser without restarts', { browserBytes: 2e9, browser: usedUp }, 'ok'],
    ['waits for the encoder up to the limit', { encoderQueueMs: stuckMs }, 'ok'],
    ['restarts an encoder that takes nothing', { encoderQueueMs: stuckMs + 1 }, 'restart-encoder'],
    ['stops without an encoder', { encoderQueueMs: 2_000, encoder: usedUp }, 'stop'],
    ['waits for an encoder under way', { encoderQueueMs: 9_000, encoder: starting }, 'ok'],
    [
      'treats the encoder first',
      { encoderQueueMs: stuckMs + 1, pictureAgeMs: hungMs + 1 },
      'restart-encoder',
    ],
    [
      'keeps a hung browser until the encoder stands',
      { pictureAgeMs: hungMs + 1, encoder: starting },
      'repeat-frame',
    ],
    [
      'forgives an encoder while a browser starts',
      { encoderQueueMs: stuckMs + 1, showAwayMs: 900, browser: starting },
      'repeat-frame',
    ],
    [
      'forgives it only for so long',
      { encoderQueueMs: stuckWhileStartingMs + 1, showAwayMs: 4_000, browser: starting },
      'restart-encoder',
    ],
  ])('%s', (_name, figures, remedy) => {
    expect(diagnose({ ...well, ...figures }).remedy).toBe(remedy);
  });

  test('says what is wrong and whose fault it is', () => {
    expect(diagnose({ ...well, encoderQueueMs: 1_450 })).toEqual({
      remedy: 'restart-encoder',
      why: 'The encoder has given nothing back for 1.4 s.',
      blame: 'ours',
    });
  });
});

const restarts = fc.record({ underWay: fc.boolean(), left: fc.integer({ min: -1, max: 3 }) });
const ms = fc.integer({ min: 0, max: 30_000 });
const anyFigures: fc.Arbitrary<Figures> = fc.record({
  pictureAgeMs: ms,
  asksOwed: fc.integer({ min: 0, max: 4 }),
  showAwayMs: fc.oneof(fc.constant(0), ms),
  browserBytes: fc.option(fc.integer({ min: 0, max: 4e9 }), { nil: undefined }),
  pageErrors: fc.integer({ min: 0, max: 40 }),
  encoderQueueMs: ms,
  browser: restarts,
  encoder: restarts,
});

const always = (law: (figures: Figures, remedy: Remedy) => boolean) =>
  fc.assert(fc.property(anyFigures, (figures) => law(figures, diagnose(figures).remedy)));

describe('diagnose, whatever the figures', () => {
  test('restarts nothing beyond its allowance or while it is being restarted', () => {
    always(({ browser }, remedy) => remedy !== 'restart-browser' || browser.left > 0);
    always(({ encoder }, remedy) => remedy !== 'restart-encoder' || encoder.left > 0);
    always(({ browser }, remedy) => remedy !== 'restart-browser' || !browser.underWay);
    always(({ encoder }, remedy) => remedy !== 'restart-encoder' || !encoder.underWay);
  });

  test('restarts no browser beside an encoder, and an encoder beside a browser only in need', () => {
    always(({ encoder }, remedy) => remedy !== 'restart-browser' || !encoder.underWay);
    always(
      ({ browser, encoderQueueMs }, remedy) =>
        remedy !== 'restart-encoder' || !browser.underWay || encoderQueueMs > stuckWhileStartingMs,
    );
  });

  test('never calls it well while the show is away', () => {
    always(({ showAwayMs }, remedy) => remedy !== 'ok' || showAwayMs === 0);
  });

  test('stops only without an encoder and the right to start one', () => {
    always(
      ({ encoder, encoderQueueMs }, remedy) =>
        remedy !== 'stop' || (encoder.left <= 0 && encoderQueueMs > stuckMs),
    );
  });

  test('shows the slate once a show that nobody may restart is away for long', () => {
    always(
      (figures, remedy) =>
        figures.showAwayMs <= awayMs ||
        figures.browser.left > 0 ||
        ['slate', 'restart-encoder', 'stop'].includes(remedy),
    );
  });
});
