import { ApiPartialResponseError, ApiRequestError, ApiResponseError } from 'twitter-api-v2';
import { SothebaisError } from '../../domain/errors.js';

/** 403s that speak of the key rather than of the request. */
const KEY_PROBLEMS =
  /oauth1-permissions|client-forbidden|unsupported.authentication|not.enrolled|invalid or expired token/iu;
const DETAIL_LENGTH_MAX = 200;

/**
 * What X's answer, or the lack of one, means to the house.
 *
 * `CREDENTIAL_REJECTED` for a key X does not take; `X_REFUSED` where X said no to this one request,
 * so that asking again is vain; `X_FAILED` for the rest, with `resetsAtMs` among the details where X
 * named the moment its limit ends. Carries no header and no part of the request: both hold keys.
 */
export function toFailure(cause: unknown, asked: string): SothebaisError {
  if (cause instanceof SothebaisError) return cause;
  if (cause instanceof ApiResponseError) return fromAnswer(cause, asked);
  return new SothebaisError('X_FAILED', `X gave no whole answer to ${asked}: ${reason(cause)}.`, {
    details: { asked },
  });
}

function fromAnswer(answer: ApiResponseError, asked: string): SothebaisError {
  const status = answer.code;
  const said = saidBy(answer.data);
  const details = { asked, status, said };
  if (status === 401 || (status === 403 && KEY_PROBLEMS.test(said)))
    return new SothebaisError(
      'CREDENTIAL_REJECTED',
      `X rejected the key for ${asked} with ${status}: ${said}.`,
      { details, hint: 'Check the keys and tokens under `x` in the settings, or renew them.' },
    );
  if (status === 429) {
    const resetsAtMs = (answer.rateLimit?.reset ?? 0) * 1000;
    return new SothebaisError('X_FAILED', `X's limit for ${asked} is used up.`, {
      details: resetsAtMs > 0 ? { ...details, resetsAtMs } : details,
      hint: 'X takes more when its window of 15 minutes ends.',
    });
  }
  if (status >= 500)
    return new SothebaisError('X_FAILED', `X failed on ${asked} with ${status}.`, { details });
  return new SothebaisError('X_REFUSED', `X refused ${asked} with ${status}: ${said}.`, {
    details,
  });
}

/** X's own words on a refusal, as one short line: text from outside, never trusted to be brief. */
function saidBy(body: unknown): string {
  if (typeof body !== 'object' || body === null) return 'no reason given';
  const parts = [read(body, 'title'), read(body, 'detail'), lastPart(read(body, 'type'))];
  const said = parts.filter((part, i) => part !== '' && parts.indexOf(part) === i).join(', ');
  return (said === '' ? 'no reason given' : said)
    .replace(/[\s\p{C}]+/gu, ' ')
    .replace(/\.(?=,|$)/gu, '')
    .slice(0, DETAIL_LENGTH_MAX);
}

function read(body: object, key: string): string {
  const value: unknown = Reflect.get(body, key);
  return typeof value === 'string' ? value : '';
}

const lastPart = (url: string) => url.slice(url.lastIndexOf('/') + 1).replace('about:blank', '');

/** Why the request never came to an answer, in a word. */
function reason(cause: unknown): string {
  if (cause instanceof ApiPartialResponseError) return 'the connection broke';
  if (cause instanceof ApiRequestError) return socketReason(cause);
  return cause instanceof Error ? cause.name : 'unknown';
}

/** The client keeps the socket's error beside the request, where the keys are: only its code is taken. */
function socketReason(cause: ApiRequestError): string {
  const options: unknown = Reflect.get(cause, '_options');
  if (typeof options !== 'object' || options === null) return 'no connection';
  const error: unknown = Reflect.get(options, 'error');
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : 'no connection';
}
