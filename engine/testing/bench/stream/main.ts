import { parseArgs } from 'node:util';
import { fail } from '../fail.js';
import { inOwnFolder } from './own-folder.js';
import { benchStream } from './bench-stream.js';
import { PICTURE_FLAGS, readNumber, readPicture } from './picture-flags.js';
import { findSite } from './site.js';
import { formatStreamFigures } from './table.js';

const USAGE =
  'Flags: --size WIDTHxHEIGHT --fps N --seconds N --backend NAME|all --scene busy|still --bitrate KBPS --json.';
const SECONDS = { least: 1, most: 3_600 };

/** Reads the arguments, measures, and prints. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      ...PICTURE_FLAGS,
      seconds: { type: 'string', default: '30' },
      backend: { type: 'string', default: 'all' },
    },
  });
  const asked = {
    ...readPicture(values, values.backend, 'all'),
    seconds: readNumber('--seconds', values.seconds, SECONDS.least, SECONDS.most),
  };
  const site = findSite();
  const note = (step: string) => void process.stderr.write(`${step} …\n`);
  await inOwnFolder('sothebais-bench-', async (dir, signal) => {
    const figures = await benchStream({ ...site, dir, signal, note }, asked);
    process.stdout.write(
      values.json ? `${JSON.stringify(figures)}\n` : formatStreamFigures(figures),
    );
  });
}

await main().catch((cause: unknown) => fail(cause, USAGE));
// The package that films tabs listens on a port for as long as a program runs.
process.exit();
