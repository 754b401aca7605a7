import { beforeAll, describe, expect, test } from 'vitest';
import { priceCheck } from '../../engine/domain/price-check.js';
import { createProcesses } from '../../engine/testing/real-processes.js';
import type { Packet, StreamFormat } from '../packet.js';
import { pause } from '../pause.js';
import { SelfWatch } from './self-watch.js';
import { shootFilm, type Film } from './testing/film.js';

const processes = createProcesses();
const SECONDS = 9;
/** Key frames fall on 3 s and 6 s: one of them while the picture stands still. */
const GOP_FRAMES = 45;
const FAULT = { fromMs: 3_400, toMs: 7_000 };
/** A picture of another size begins and ends with a key frame. */
const SMALL = { fromMs: 3_000, toMs: 6_000 };
const size = { widthPx: 1_024, heightPx: 576 };
const before = priceCheck(1, '1.5');
const after = priceCheck(1, '1.6');

const during = `between(t,${FAULT.fromMs / 1_000},${FAULT.toMs / 1_000})`;

/** A price's strip, drawn while `when` holds. */
const strip = (check: number, when: string): string => {
  const bits = (check << 16) | (~check & 0xffff);
  const blocks = Array.from({ length: 32 }, (_, i) => {
    const color = ((bits >>> (31 - i)) & 1) === 1 ? 'white' : 'black';
    return `drawbox=${512 + 16 * i}:0:16:16:${color}:fill:enable='${when}'`;
  });
  return blocks.join(',');
};

interface Show {
  readonly picture?: string;
  readonly sound?: string;
  /** What time it is for the host. */
  readonly clock?: string;
  readonly strips?: string;
}

/** A dark, textured wall, before which a host sways by a few pixels, and a tone. */
const scene = ({ picture = 'null', sound = 'anull', clock = 't', strips }: Show): string =>
  [
    `color=0x2a221c:s=${size.widthPx}x${size.heightPx}:r=15,noise=alls=12,trim=end_frame=1,loop=-1:1[wall]`,
    'color=0xc9bda9:s=120x200:r=15[host]',
    `[wall][host]overlay=x='800+6*sin(4*(${clock}))':y=300,` +
      `${strips ?? strip(before, '1')},${picture}[picture]`,
    `aevalsrc=0.2*sin(2*PI*440*t)|0.2*sin(2*PI*440*t):s=48000,${sound},aformat=sample_fmts=s16[sound]`,
  ].join(';');

const shoot = (show: Show, as = size) =>
  shootFilm(processes, { filters: scene(show), ...as, seconds: SECONDS, gopFrames: GOP_FRAMES });

/** One packet of a screening, and what it belongs to. */
interface Cue {
  readonly packet: Packet;
  readonly format: StreamFormat;
  readonly dueMs: number;
}

const cuesOf = ({ packets, format }: Film): readonly Cue[] =>
  packets.map((packet) => ({ packet, format, dueMs: packet.atMs }));

interface Screening {
  readonly cues: readonly Cue[];
  /** The check of the price that the book holds. */
  readonly book?: (passedMs: number) => number;
  /** Done to the decoder after a second. */
  readonly hurt?: NodeJS.Signals;
  /** Whether the stage draws all the time. @default true */
  readonly isMoving?: boolean;
}

/** What was told: a kind with `+` where it was raised and `-` where it was cleared. */
interface Told {
  readonly what: string;
  readonly atMs: number;
}

/** Shows a film to a watch at its own pace. */
async function screen({ cues, book = () => before, hurt, isMoving = true }: Screening) {
  const startMs = Date.now();
  const passedMs = () => Date.now() - startMs;
  const told: Told[] = [];
  const troubles: string[] = [];
  let price = { check: book(0), sinceMs: startMs };
  const expected = () => {
    const check = book(passedMs());
    if (check !== price.check) price = { check, sinceMs: Date.now() };
    return { picture: 'show', isMoving, sound: true, price } as const;
  };
  const watch = new SelfWatch({
    ...{ processes, ffmpegPath: 'ffmpeg', promised: size, now: Date.now },
    expected,
    onAlarm: ({ kind }, change) => {
      told.push({ what: (change === 'raised' ? '+' : '-') + kind, atMs: passedMs() });
    },
    onTrouble: ({ message }) => troubles.push(message),
  });
  let format: StreamFormat | undefined;
  let isHurt = hurt === undefined;
  for (const cue of cues.toSorted((a, b) => a.dueMs - b.dueMs)) {
    while (passedMs() < cue.dueMs) await pause(5);
    if (cue.packet.kind === 'video' && cue.format !== format) {
      ({ format } = cue);
      watch.begin(format);
    }
    watch.take(cue.packet);
    if (!isHurt && cue.dueMs >= 1_000 && watch.pid !== undefined) {
      isHurt = true;
      process.kill(watch.pid, hurt);
    }
  }
  await watch.close();
  return { told, troubles };
}

const isDuring = (ms: number) => ms >= FAULT.fromMs && ms < FAULT.toMs;

async function shootAll() {
  const newPrice = `${strip(before, `not(${during})`)},${strip(after, during)}`;
  const films = {
    good: await shoot({ strips: newPrice }),
    black: await shoot({ picture: `drawbox=0:0:iw:ih:black:fill:enable='${during}'` }),
    frozen: await shoot({ clock: `if(${during},${FAULT.fromMs / 1_000},t)` }),
    silent: await shoot({ sound: `volume=0:enable='${during}'` }),
    clipped: await shoot({ sound: `volume=30dB:enable='${during}'` }),
    small: await shoot({}, { widthPx: 960, heightPx: 576 }),
  };
  const late = cuesOf(films.good).map((cue) => {
    const isLate = cue.packet.kind === 'audio' && isDuring(cue.dueMs);
    return { ...cue, dueMs: isLate ? cue.dueMs + 300 : cue.dueMs };
  });
  // The format lies about the size, as that of a broken encoder might.
  const liar = { ...films.small.format, ...size };
  const isSmall = ({ packet: { kind, atMs } }: Cue) =>
    kind === 'video' && atMs >= SMALL.fromMs && atMs < SMALL.toMs;
  const shrunk = [
    ...cuesOf(films.good).filter((cue) => !isSmall(cue)),
    ...cuesOf({ ...films.small, format: liar }).filter(isSmall),
  ];
  const book = (ms: number) => (isDuring(ms) ? after : before);
  return {
    good: { cues: cuesOf(films.good), book },
    black: { cues: cuesOf(films.black) },
    frozen: { cues: cuesOf(films.frozen) },
    resting: { cues: cuesOf(films.frozen), isMoving: false },
    silent: { cues: cuesOf(films.silent) },
    clipped: { cues: cuesOf(films.clipped) },
    'out-of-sync': { cues: late, book },
    'wrong-size': { cues: shrunk, book },
    'wrong-price': { cues: cuesOf(films.good) },
    killed: { cues: cuesOf(films.black), hurt: 'SIGKILL' },
    stopped: { cues: cuesOf(films.good), book, hurt: 'SIGSTOP' },
  } as const satisfies Readonly<Record<string, Screening>>;
}

type Name = keyof Awaited<ReturnType<typeof shootAll>>;

describe('SelfWatch', () => {
  const results: Partial<Record<Name, Awaited<ReturnType<typeof screen>>>> = {};

  // A small machine shows half of the films at once.
  beforeAll(async () => {
    const screenings = Object.entries(await shootAll());
    const half = Math.ceil(screenings.length / 2);
    for (const some of [screenings.slice(0, half), screenings.slice(half)]) {
      const shown = some.map(async ([name, film]) => [name, await screen(film)] as const);
      Object.assign(results, Object.fromEntries(await Promise.all(shown)));
    }
  }, 60_000);

  test('finds nothing wrong with a good stream whose price changes', () => {
    expect(results.good).toEqual({ told: [], troubles: [] });
  });

  test.each([
    ['black', FAULT],
    ['frozen', FAULT],
    ['silent', FAULT],
    ['clipped', FAULT],
    ['out-of-sync', FAULT],
    ['wrong-size', SMALL],
    ['wrong-price', FAULT],
  ] as const)('raises %s, and only that, within three seconds, and clears it', (kind, fault) => {
    const { told = [], troubles } = results[kind] ?? {};
    expect(troubles).toEqual([]);
    expect(told.map(({ what }) => what)).toEqual([`+${kind}`, `-${kind}`]);
    const [raised, cleared] = told;
    expect(raised?.atMs).toBeGreaterThan(fault.fromMs);
    expect(raised?.atMs).toBeLessThan(fault.fromMs + 3_000);
    expect(cleared?.atMs).toBeGreaterThan(fault.toMs);
  });

  test('calls no picture frozen that the stage lets stand', () => {
    expect(results.resting).toMatchObject({ told: [], troubles: [] });
  });

  test('sees through another decoder when one is killed', () => {
    const { told = [], troubles } = results.killed ?? {};
    expect(told.map(({ what }) => what)).toEqual(['+black', '-black']);
    expect(troubles).toHaveLength(1);
  });

  test('gives up a decoder that hangs, and calls nothing wrong for it', () => {
    expect(results.stopped?.told).toEqual([]);
    expect(results.stopped?.troubles).toEqual([
      'The decoder that watches the stream hung; another one takes over.',
    ]);
  });
});
