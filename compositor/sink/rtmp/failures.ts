import { SothebaisError } from '../../../engine/domain/errors.js';
import type { FailureCode } from '../../../engine/domain/errors.js';
import type { Blame } from '../../../engine/ports/program.js';
import type { RtmpAddress } from './address.js';

/** As much of a server's words as is passed on. */
const WORDS_MAX = 200;
/** How servers say that somebody publishes with the key: nginx in the first of these words. */
const IN_USE = /already|busy|in use/i;

/**
 * Says what went wrong with one destination, and whose fault it was. No message holds the key, nor
 * credentials or a query, whoever said them.
 */
export class Failures {
  readonly #address: RtmpAddress;

  constructor(address: RtmpAddress) {
    this.#address = address;
  }

  /** The server said no, in these words if it has any. */
  refused(words: string): SothebaisError {
    const said = this.#harmless(words);
    const saying = said === '' ? '' : `, saying "${said}"`;
    return this.#failure(
      'DESTINATION_REFUSED',
      'ours',
      `${this.#shown} refused the stream${saying}.`,
      IN_USE.test(said)
        ? { hint: 'End what publishes with this key, or take another key of the destination.' }
        : {},
    );
  }

  /** The server hung up on the name of the application. */
  hungUpOnApp(cause?: Error): SothebaisError {
    return this.#failure(
      'DESTINATION_REFUSED',
      'ours',
      `${this.#shown} hung up right after it was given the address, the usual answer to an application that it does not have.`,
      { cause, hint: 'Compare the address with the one the destination shows.' },
    );
  }

  /** The server hung up on the key. */
  hungUpOnKey(cause?: Error): SothebaisError {
    return this.#failure(
      'DESTINATION_REFUSED',
      'ours',
      `${this.#shown} hung up right after it was given the stream key, the usual answer to a wrong key or one that is in use.`,
      { cause },
    );
  }

  /** It took the connection and does not answer. */
  silent(limitMs: number): SothebaisError {
    return this.#failure(
      'DESTINATION_STALLED',
      'destination',
      `${this.#shown} took the connection and did not answer within ${limitMs / 1000} s.`,
    );
  }

  /** Nothing came back from the network at all. */
  outOfReach(limitMs: number): SothebaisError {
    return this.#lost('network', `${this.#shown} could not be reached within ${limitMs / 1000} s.`);
  }

  /** It answers, with something else. */
  notRtmp(cause: Error): SothebaisError {
    return this.#lost(
      'destination',
      `${this.#shown} answers, but not as an RTMP server does.`,
      cause,
    );
  }

  /** A connection that stood has ended. */
  cutOff(cause?: Error): SothebaisError {
    // EPIPE: what we sent came after the server had closed in order, and before we had heard of it.
    if (!cause || codeOf(cause) === 'EPIPE') {
      return this.#lost('destination', `${this.#shown} closed the connection.`, cause);
    }
    const words = `The connection to ${this.#shown} was cut off (${codeOf(cause)}).`;
    return this.#lost('network', words, cause);
  }

  /** The house itself gave up. */
  givenUp(): SothebaisError {
    return new SothebaisError('INTERRUPTED', `The connection to ${this.#shown} was given up.`);
  }

  /** No connection came about. */
  unreachable(cause: Error): SothebaisError {
    const { host, port } = this.#address;
    const code = codeOf(cause);
    if (code === 'ENOTFOUND') {
      return this.#lost('network', `Found no host of the name ${host}.`, cause);
    }
    if (code === 'EAI_AGAIN') {
      return this.#lost('network', `The name ${host} could not be looked up just now.`, cause);
    }
    if (code === 'ECONNREFUSED') {
      // The machine is there and said no: the network has done its part.
      return this.#lost('destination', `Nobody listens at port ${port} of ${host}.`, cause);
    }
    return this.#lost('network', `${this.#shown} could not be reached (${code}).`, cause);
  }

  /** The machine was reached, and no secure connection came about. */
  insecure(cause: Error): SothebaisError {
    const code = codeOf(cause);
    if (code === 'ECONNRESET' || code === 'EPIPE') return this.cutOff(cause);
    if (code.startsWith('ERR_SSL') || code === 'EPROTO') {
      return this.#lost(
        'destination',
        `${this.#shown} answers, but not with TLS that we can speak (${code}).`,
        cause,
      );
    }
    return this.#lost(
      'destination',
      `${this.#shown} has a certificate that we cannot trust: ${this.#harmless(cause.message)} (${code}).`,
      cause,
    );
  }

  get #shown(): string {
    return this.#address.shown;
  }

  #lost(blame: Blame, message: string, cause?: Error): SothebaisError {
    return this.#failure('DESTINATION_LOST', blame, message, { cause });
  }

  #failure(
    code: FailureCode,
    blame: Blame,
    message: string,
    more: { readonly cause?: unknown; readonly hint?: string } = {},
  ): SothebaisError {
    return new SothebaisError(code, message, { ...more, details: { blame } });
  }

  /** A stranger's words on one short line, without what must not be shown. */
  #harmless(words: string): string {
    let text = words;
    for (const secret of this.#address.secrets) text = text.replaceAll(secret, '[secret]');
    text = text
      .replace(/[\p{C}\s]+/gu, ' ')
      .replaceAll('"', "'")
      .replace(/[\s.]+$/, '')
      .trimStart();
    return text.length > WORDS_MAX ? `${text.slice(0, WORDS_MAX)}…` : text;
  }
}

function codeOf(cause: Error): string {
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}
