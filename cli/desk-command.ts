import { randomUUID } from 'node:crypto';
import type { DeskAnswer } from '../engine/app/desk/floor-desk.js';
import type { Asked } from '../engine/app/desk/request.js';
import { askHouse } from './ask-house.js';
import { AuctionCommand } from './auction-command.js';
import { sayAnswer } from './desk/say-answer.js';
import { houseFolder } from './house-folder.js';

/** The base of every command that moves the auction: it waits for the ruling and says it. */
export abstract class DeskCommand extends AuctionCommand {
  protected async ask(
    flags: {
      readonly data: string;
      readonly by: string;
      readonly why: string;
      readonly id?: string | undefined;
    },
    asked: Asked,
  ): Promise<DeskAnswer> {
    const { data, by, why, id = randomUUID() } = flags;
    const answer = await askHouse(houseFolder(data), { ...asked, id, by, why });
    this.log('%s', sayAnswer(answer, Date.now()));
    return answer;
  }
}
