import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Errors, Flags } from '@oclif/core';
import { SothebaisError } from '../../../engine/domain/errors.js';
import { AuctionCommand } from '../../auction-command.js';
import { houseFlags } from '../../flags.js';
import { houseFolder } from '../../house-folder.js';
import { reachStream } from '../../stream/reach-stream.js';

const STDOUT = '-';

export default class StreamSnapshot extends AuctionCommand {
  static override summary = 'Keep the picture on air as a JPEG.';
  static override examples = [
    '<%= config.bin %> stream snapshot',
    '<%= config.bin %> stream snapshot --out lot-3.jpg',
    '<%= config.bin %> stream snapshot --out - | display',
  ];
  static override flags = {
    ...houseFlags,
    out: Flags.string({
      char: 'o',
      summary: `where to; ${STDOUT} is standard output`,
      default: 'snapshot.jpg',
    }),
  };

  async run(): Promise<{ readonly path: string; readonly bytes: number }> {
    const { flags } = await this.parse(StreamSnapshot);
    const { out } = flags;
    if (out === STDOUT && (this.jsonEnabled() || process.stdout.isTTY)) {
      throw new Errors.CLIError('Expected a file in --out: a picture is no text.', { exit: 2 });
    }
    const stream = await reachStream(houseFolder(flags.data));
    const picture = await stream.snapshot();
    if (out === STDOUT) process.stdout.write(picture);
    else {
      write(out, picture);
      this.log('%s', `The picture is in ${out}.`);
    }
    return { path: out === STDOUT ? STDOUT : resolve(out), bytes: picture.length };
  }
}

function write(path: string, picture: Uint8Array): void {
  try {
    writeFileSync(path, picture);
  } catch (cause) {
    throw new SothebaisError('FOLDER_UNWRITABLE', `The file ${resolve(path)} cannot be written.`, {
      cause,
      hint: 'Name another file with `--out`.',
    });
  }
}
