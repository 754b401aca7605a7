import { FAILURES, SothebaisError, type FailureCode } from '../engine/domain/errors.js';
import type { DeskAnswer } from '../engine/app/desk/floor-desk.js';
import type { ErrandAnswer, ErrandDesk } from '../engine/app/desk/errand-desk.js';
import type { DeskRequest } from '../engine/app/desk/request.js';
import { findDesk, isStarting, type HouseFolder } from './house-folder.js';

/** Longer than the house itself waits for the floor, so that it is the house that tells. */
const ANSWER_LIMIT_MS = 15_000;

/**
 * Asks the house that runs in a folder for a move, and waits for the ruling.
 *
 * @throws SothebaisError `HOUSE_DOWN` where none answers, or what the house says no with
 */
export async function askHouse(folder: HouseFolder, request: DeskRequest): Promise<DeskAnswer> {
  const house = await findDesk(folder);
  if (!house) {
    throw await noHouse(folder, 'Start it with `sothebais up`, or name its folder with `--data`.');
  }
  const lost = {
    message: `The house in ${folder.root} went away before it answered; the move may have been made.`,
    hint: `Once the house is up, ask again with \`--id ${request.id}\`: it is made once.`,
  };
  return post<DeskAnswer>(house, '/moves', request, lost);
}

/** The desk of the errands that the house in a folder gave up; undefined where none answers. */
export async function findErrandDesk(folder: HouseFolder): Promise<ErrandDesk | undefined> {
  const house = await findDesk(folder);
  return (
    house && {
      ask: (id, request) =>
        post<ErrandAnswer>(house, `/errands/${encodeURIComponent(id)}`, request, {
          message: `The house in ${folder.root} went away before it answered; it may have been done.`,
          hint: 'See what is still there with `sothebais events dead list`.',
        }),
    }
  );
}

interface ToldFailure {
  readonly code: string;
  readonly message: string;
  /** Absent for a bug of the house's. */
  readonly hint?: string;
}

/** Where a house answers, and what it knows its operator by. */
export interface HouseAddress {
  readonly url: string;
  readonly token: string;
}

/** What to say where the house goes away before it answers. */
export interface Lost {
  readonly message: string;
  readonly hint: string;
}

async function post<Answer extends object>(
  house: HouseAddress,
  path: string,
  request: object,
  lost: Lost,
): Promise<Answer> {
  const response = await send(house, { method: 'POST', path, body: request }, lost);
  return (await response.json()) as Answer;
}

/**
 * Sends a request of the operator's.
 *
 * @throws SothebaisError `HOUSE_DOWN` where nobody answers, or what the house says no with
 */
export async function send(
  { url, token }: HouseAddress,
  request: { readonly method: string; readonly path: string; readonly body?: object },
  lost: Lost,
): Promise<Response> {
  const { method, path, body } = request;
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
  }).catch((cause: unknown) => {
    throw new SothebaisError('HOUSE_DOWN', lost.message, { cause, hint: lost.hint });
  });
  if (response.ok) return response;
  const told = (await response.json().catch(() => ({}))) as { readonly error?: ToldFailure };
  if (told.error) throw failureFrom(told.error);
  if (response.status !== 404) throw new Error(`The house answered with ${response.status}.`);
  // A stream of its own has nothing that could be moved.
  throw new SothebaisError('AUCTION_NOT_OPEN', 'What runs in this folder holds no auction.', {
    details: { status: response.status },
  });
}

/** The failure of whoever asks a house that is not there, or not yet. */
export const noHouse = async (folder: HouseFolder, hint: string): Promise<SothebaisError> =>
  (await isStarting(folder))
    ? new SothebaisError('HOUSE_DOWN', `A house is starting in ${folder.root}.`, {
        hint: 'Ask again in a few seconds.',
      })
    : new SothebaisError('HOUSE_DOWN', `No house runs in ${folder.root}.`, { hint });

/** A failure of the house's, as if it were ours: with its own exit code. */
function failureFrom({ code, message, hint, ...details }: ToldFailure): SothebaisError {
  if (!Object.hasOwn(FAILURES, code)) throw new Error(`The house failed with ${code}: ${message}`);
  return new SothebaisError(code as FailureCode, message, {
    ...(hint === undefined ? {} : { hint }),
    details,
  });
}
