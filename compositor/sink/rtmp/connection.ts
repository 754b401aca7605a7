import type { SothebaisError } from '../../../engine/domain/errors.js';
import type { Packet, StreamFormat } from '../../packet.js';
import type { Connection } from '../connection.js';
import {
  audioHeadPayload,
  audioPayload,
  metaData,
  type Payload,
  videoHeadPayload,
  videoPayload,
} from '../flv.js';
import { encodeAmf0 } from './amf0.js';
import { MESSAGE } from './message.js';
import type { PublishDialogue } from './publish-dialogue.js';
import { CHUNKS_OF, type Wire } from './wire.js';

/**
 * A stream that a server has agreed to take.
 *
 * Its times begin at 0 with its first packet, as ingests expect of every publisher, also where the
 * programme has run for hours. `ended` stays open after a `close`.
 */
export class RtmpConnection implements Connection {
  readonly ended: Promise<SothebaisError>;
  readonly #wire: Wire;
  readonly #dialogue: PublishDialogue;
  #firstMs: number | undefined;
  /** Of either kind the newest time, which never goes back; between them it may. */
  readonly #atMs = { video: 0, audio: 0 };
  #isClosing = false;

  constructor(wire: Wire, dialogue: PublishDialogue, ended: Promise<SothebaisError>) {
    this.#wire = wire;
    this.#dialogue = dialogue;
    this.ended = new Promise((resolve) => {
      void ended.then((reason) => {
        if (!this.#isClosing) resolve(reason);
      });
    });
  }

  get waitingBytes(): number {
    return this.#wire.waitingBytes;
  }

  get sentBytes(): number {
    return this.#wire.sentBytes;
  }

  get isAcknowledged(): boolean {
    return this.#wire.isAcknowledged;
  }

  begin(format: StreamFormat): void {
    this.#send('audio', [encodeAmf0('@setDataFrame'), metaData(format)], MESSAGE.data);
    this.#send('video', videoHeadPayload(format.avcConfig));
    this.#send('audio', audioHeadPayload(format.aacConfig));
  }

  send(packet: Packet): void {
    const { kind, atMs } = packet;
    this.#firstMs ??= atMs;
    this.#atMs[kind] = Math.max(this.#atMs[kind], Math.round(atMs - this.#firstMs));
    this.#send(kind, kind === 'video' ? videoPayload(packet) : audioPayload(packet));
  }

  async close(limitMs: number): Promise<void> {
    this.#isClosing = true;
    for (const message of this.#dialogue.goodbye()) this.#wire.send(CHUNKS_OF.command, message);
    await this.#wire.close(limitMs);
  }

  #send(kind: 'audio' | 'video', payload: Payload, type: number = MESSAGE[kind]): void {
    const { streamId } = this.#dialogue;
    this.#wire.send(CHUNKS_OF[kind], { type, streamId, atMs: this.#atMs[kind], payload });
  }
}
