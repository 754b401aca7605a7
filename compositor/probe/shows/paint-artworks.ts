import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

/** The keys that the shows know their artworks by. */
export const ARTWORK_KEYS = ['grain', 'lines', 'squares'] as const;

const WIDTH = 720;
const HEIGHT = 900;
const CHANNELS = 3;

/** Red, green and blue at a point, each from 0 to 255. */
type Colour = readonly [number, number, number];
type Paint = (x: number, y: number, grain: number) => Colour;

/** What an encoder finds hard: noise all over, thin lines, hard edges. */
const PAINTS: Readonly<Record<(typeof ARTWORK_KEYS)[number], Paint>> = {
  grain: (x, y, grain) => {
    const light = 90 + (110 * y) / HEIGHT + grain * 70;
    return [light, light * 0.8 + (x / WIDTH) * 40, 150 - light / 3 + grain * 40];
  },
  lines: (x, y, grain) => {
    const wave = Math.sin(x / 9 + 6 * Math.sin(y / 70)) * Math.cos(y / 5);
    return [120 + wave * 90, 96 + wave * 70 + grain * 12, 88 + (y / HEIGHT) * 90];
  },
  squares: (x, y, grain) => {
    const tile = ((x >> 5) * 37 + (y >> 5) * 71) % 11;
    return [40 + tile * 19, 60 + ((tile * 5) % 11) * 14 + grain * 24, 200 - tile * 13];
  },
};

/**
 * Paints the artworks of the shows into a folder, the same ones every time.
 *
 * @returns key → file
 */
export async function paintArtworks(dir: string): Promise<ReadonlyMap<string, string>> {
  await mkdir(dir, { recursive: true });
  const painted = ARTWORK_KEYS.map(async (key) => {
    const file = join(dir, `${key}.png`);
    await writeFile(file, encodePng(paint(PAINTS[key])));
    return [key, file] as const;
  });
  return new Map(await Promise.all(painted));
}

/** Rows of a PNG, each behind the byte that says that it is not filtered. */
function paint(colourAt: Paint): Buffer {
  const rows = Buffer.alloc(HEIGHT * (1 + WIDTH * CHANNELS));
  let seed = 1;
  let at = 0;
  for (let y = 0; y < HEIGHT; y++) {
    at++;
    for (let x = 0; x < WIDTH; x++) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      const colour = colourAt(x, y, seed / 2 ** 31 - 1);
      for (const value of colour) rows[at++] = Math.max(0, Math.min(255, Math.round(value)));
    }
  }
  return rows;
}

function encodePng(rows: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  // Eight bits a channel; red, green and blue.
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = deflateSync(rows, { level: 1 });
  return Buffer.concat([
    ...[signature, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))],
  ]);
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
