import { Command } from '@oclif/core';
import { renderFailure } from './failure.js';

/**
 * The base of every command: `--json` everywhere, and every failure rendered one way.
 *
 * `run` returns what `--json` prints and logs what people read. A command that writes JSON Lines
 * sets `enableJsonFlag` to false and declares a `json` flag of its own.
 */
export abstract class AuctionCommand extends Command {
  static override enableJsonFlag = true;

  /** Whether the caller asked for JSON, known even when the flags do not parse. */
  protected wantsJson(): boolean {
    const end = this.argv.indexOf('--');
    return this.argv.slice(0, end === -1 ? undefined : end).includes('--json');
  }

  protected override async catch(error: Error): Promise<unknown> {
    renderFailure(error, this.wantsJson());
    return undefined;
  }
}
