const VERSION = 3;
const PART_BYTES = 1536;

/**
 * The client's side of the simple handshake: C0 and C1 go out first, and C2 once S1 is there.
 *
 * The complex one with digests is asked for by no ingest that takes a stream from OBS.
 */
export class Handshake {
  #rest: Buffer = Buffer.alloc(0);
  #hasAnswered = false;

  /** C0 and C1. Any filling does; nothing but zeros would look like a line that is cut. */
  readonly greeting: Buffer = Buffer.concat([
    Buffer.of(VERSION),
    Buffer.alloc(8),
    Buffer.alloc(PART_BYTES - 8, 'SothebAIs'),
  ]);

  /**
   * Takes what the server sends: `answer` is to be sent to it, and once `rest` is there, the
   * handshake is done and the chunks begin with that.
   *
   * @throws RangeError when the other side speaks something else
   */
  feed(bytes: Buffer): { readonly answer?: Buffer; readonly rest?: Buffer } {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    if (this.#rest.length > 0 && this.#rest[0] !== VERSION) {
      throw new RangeError('The other side speaks no RTMP.');
    }
    const canAnswer = !this.#hasAnswered && this.#rest.length >= 1 + PART_BYTES;
    this.#hasAnswered ||= canAnswer;
    return {
      // C2 gives S1 back; what S2 gives back is not compared, for some servers make it up.
      ...(canAnswer && { answer: this.#rest.subarray(1, 1 + PART_BYTES) }),
      ...(this.#rest.length >= 1 + 2 * PART_BYTES && {
        rest: this.#rest.subarray(1 + 2 * PART_BYTES),
      }),
    };
  }
}
