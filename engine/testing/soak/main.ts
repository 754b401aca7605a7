import { parseArgs } from 'node:util';
import { fail } from '../bench/fail.js';
import { inOwnFolder } from '../bench/stream/own-folder.js';
import { PICTURE_FLAGS, readNumber, readPicture } from '../bench/stream/picture-flags.js';
import { findSite } from '../bench/stream/site.js';
import { formatMinute, formatSoak } from './figures.js';
import { soak } from './soak.js';

const USAGE =
  'Flags: --minutes N --size WIDTHxHEIGHT --fps N --backend NAME --scene busy|still --bitrate KBPS --json.';
const MINUTES = { least: 0.05, most: 7 * 24 * 60 };

/** Reads the arguments, holds the stream, and prints. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      ...PICTURE_FLAGS,
      minutes: { type: 'string', default: '10' },
      backend: { type: 'string', default: 'native' },
    },
  });
  const picture = readPicture(values, values.backend, 'one');
  const [backend] = picture.backends;
  const minutes = readNumber('--minutes', values.minutes, MINUTES.least, MINUTES.most);
  const site = findSite();
  const note = (step: string) => void process.stderr.write(`${step}\n`);
  await inOwnFolder('sothebais-soak-', async (dir, signal) => {
    const figures = await soak(
      { ...site, dir, signal, note },
      {
        ...{ ...picture, backend, minutes },
        onMinute: (minute) => note(formatMinute(minute)),
      },
    );
    process.stdout.write(values.json ? `${JSON.stringify(figures)}\n` : formatSoak(figures));
  });
}

await main().catch((cause: unknown) => fail(cause, USAGE));
// The package that films tabs listens on a port for as long as a program runs.
process.exit();
