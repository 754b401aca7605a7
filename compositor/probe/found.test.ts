import { describe, expect, test } from 'vitest';
import { keepFound, readFound, type ProbedFor, type ProbedMachine } from './found.js';

const probed: ProbedFor = {
  ...{ chromiumPath: '/usr/bin/chromium', ffmpegPath: '/usr/bin/ffmpeg' },
  ...{ widthPx: 1920, heightPx: 1080, fps: 30 },
};

/** A machine that keeps what it is given, in memory. */
function aMachine(over: Partial<ProbedMachine> = {}) {
  const kept = { text: undefined as string | undefined };
  const machine: ProbedMachine = {
    processors: () => ['Some CPU', 'Some CPU'],
    nativePath: () => '/native/encode',
    versionOf: async (path) => `version of ${path}`,
    read: async () => {
      if (kept.text === undefined) throw new Error('ENOENT');
      return kept.text;
    },
    write: async (text) => {
      kept.text = text;
    },
    ...over,
  };
  return { kept, machine };
}

describe('what a probe found', () => {
  test('is found again, and the newest counts', async () => {
    const { machine } = aMachine();
    expect(await readFound(probed, machine)).toBeUndefined();
    await keepFound(probed, 'native', machine);
    expect(await readFound(probed, machine)).toBe('native');
    await keepFound(probed, 'frames', machine);
    expect(await readFound(probed, machine)).toBe('frames');
  });

  test.each([
    ['another width', { widthPx: 1280 }, {}],
    ['another height', { heightPx: 720 }, {}],
    ['another rate', { fps: 60 }, {}],
    ['another browser', { chromiumPath: '/opt/chromium' }, {}],
    ['another FFmpeg', { ffmpegPath: '/opt/ffmpeg' }, {}],
    ['programs that were replaced', {}, { versionOf: async () => 'newer' }],
    ['more processors', {}, { processors: () => ['Some CPU', 'Some CPU', 'Some CPU'] }],
    ['other processors', {}, { processors: () => ['Other CPU', 'Other CPU'] }],
    ['no native encoder', {}, { nativePath: () => undefined }],
  ] satisfies [string, Partial<ProbedFor>, Partial<ProbedMachine>][])(
    'is not what holds for %s',
    async (_what, picture, machine) => {
      const first = aMachine();
      await keepFound(probed, 'native', first.machine);
      const { read } = first.machine;
      const other = aMachine({ ...machine, read }).machine;
      expect(await readFound({ ...probed, ...picture }, other)).toBeUndefined();
    },
  );

  test('stands beside what was found for other pictures', async () => {
    const { machine } = aMachine();
    await keepFound(probed, 'native', machine);
    await keepFound({ ...probed, fps: 60 }, 'webcodecs', machine);
    expect(await readFound(probed, machine)).toBe('native');
    expect(await readFound({ ...probed, fps: 60 }, machine)).toBe('webcodecs');
  });

  test('goes where fifty newer ones stand, and not before', async () => {
    const { kept, machine } = aMachine();
    const at = (fps: number) => ({ ...probed, fps });
    for (let fps = 1; fps <= 50; fps++) await keepFound(at(fps), 'frames', machine);
    expect(await readFound(at(1), machine)).toBe('frames');
    // Probed again, it is the newest.
    await keepFound(at(1), 'native', machine);
    await keepFound(at(51), 'frames', machine);
    expect(await readFound(at(2), machine)).toBeUndefined();
    expect(await readFound(at(1), machine)).toBe('native');
    expect(Object.keys(JSON.parse(kept.text ?? '') as object)).toHaveLength(50);
  });

  test.each(['', '{', '[]', 'null', '{"x":"a backend that was"}'])(
    'is nothing where %s was kept, and can be kept again',
    async (text) => {
      const { kept, machine } = aMachine();
      kept.text = text;
      expect(await readFound(probed, machine)).toBeUndefined();
      await keepFound(probed, 'tab', machine);
      expect(await readFound(probed, machine)).toBe('tab');
    },
  );

  test('is lost without a word where nothing can be kept', async () => {
    const { machine } = aMachine({ write: () => Promise.reject(new Error('EROFS')) });
    await keepFound(probed, 'native', machine);
    expect(await readFound(probed, machine)).toBeUndefined();
  });
});
