/**
 * What passes between the truck and the picture. The two are strangers: the truck runs in Node,
 * the picture in a browser that the truck starts, and this is all they agree on.
 *
 * - The page asks for `plan.json` and for everything the plan names, beside its own address.
 * - The picture opens a WebSocket at `bus`, also beside it. It says `StageReport` as JSON text.
 * - Before it is ready it makes two queues (`file-queue.ts`) in its origin private file system,
 *   one for each way, and the truck finds them in the browser's profile. Where it does not, what
 *   is said of them below goes through the WebSocket, each message as it is.
 * - The truck sends the latest `ShowState` as JSON text whenever it changes, and one `Ask` a tick.
 *   The first state comes through the WebSocket.
 * - The picture answers each ask, in order and by the way that it came, with one `Notice`. With
 *   `ring` capture the frame lies in the ring at the slot that was asked for; with `webcodecs` the
 *   access unit follows the notice; with `canvas` the frame is only on screen.
 * - Before it is ready the picture sends one notice with tick -1, whose payload is the slate, a
 *   whole frame: what is on air when the picture cannot be. (Not with `canvas`.)
 *
 * A frame is planar I420, BT.709 limited range: width × height bytes of luma, then a quarter of
 * that of Cb, then of Cr, without padding.
 */
export interface StagePlan {
  /** Even, as 4:2:0 demands. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly fps: number;
  /** Whether each frame carries its tick in the top left corner, and the price's check beside it. */
  readonly counter: boolean;
  readonly capture: CaptureKind;
  /** Frames the ring holds. */
  readonly slots: number;
  /** ASCII text by which the truck knows the picture's files: each ends in it and its own name. */
  readonly seal: string;
  /** For `webcodecs`. */
  readonly bitrateKbps: number;
  /** For `webcodecs`. */
  readonly gopFrames: number;
  readonly artworks: readonly { readonly key: string; readonly path: string }[];
}

type CaptureKind = 'ring' | 'webcodecs' | 'canvas';

/** A rectangle in pixels, all sides even; right and bottom are exclusive. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** One request for a picture. */
export interface Ask {
  readonly tick: number;
  /** The time the picture shows, in milliseconds since the epoch. */
  readonly nowMs: number;
  /** Where to leave the frame in the ring. */
  readonly slot: number;
  /** Nothing that was drawn before is to be relied on: a key frame, or a frame changed all over. */
  readonly anew: boolean;
  /** For `webcodecs`: the bitrate from this frame on. */
  readonly bitrateKbps: number;
}

/** The answer to an ask. */
export interface Notice {
  /** -1 for the slate. */
  readonly tick: number;
  /** Revision of the state that the frame shows. */
  readonly revision: number;
  readonly slot: number;
  readonly isKey: boolean;
  /** Nothing was drawn: the frame before is still the newest. */
  readonly undrawn: boolean;
  /** Outside of these no pixel changed since the frame before. Without any, none did. */
  readonly changed: readonly Rect[];
  /**
   * With `webcodecs` the access unit, NAL units behind four-byte lengths; of a key frame its
   * AVCDecoderConfigurationRecord comes first, `configBytes` long. With the slate a whole frame.
   */
  readonly payload: Uint8Array;
  readonly configBytes: number;
}

/**
 * What the picture says in text: once that it stands, or that it cannot; later, that one frame
 * could not be drawn, which leaves the picture before it on air.
 */
export type StageReport =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'undrawn'; readonly message: string };

/** Name of the ring's file in the origin private file system. */
export const RING_FILE = 'frames.i420';

/** What the ring ends in. */
export const ringSeal = (seal: string): string => `${seal} ring`;

/** Names of the queues' files: `asks` is written by the truck, `notices` by the picture. */
export type MailKind = 'asks' | 'notices';

/** What the file of a queue ends in. */
export const mailSeal = (seal: string, kind: MailKind): string => `${seal} ${kind}`;

const ASK_BYTES = 28;
const ANEW = 1;

/** tick f64, nowMs f64, slot u32, flags u32, bitrateKbps u32; little-endian, as all of it. */
export function writeAsk(ask: Ask): Uint8Array {
  const bytes = new Uint8Array(ASK_BYTES);
  const view = new DataView(bytes.buffer);
  view.setFloat64(0, ask.tick, true);
  view.setFloat64(8, ask.nowMs, true);
  view.setUint32(16, ask.slot, true);
  view.setUint32(20, ask.anew ? ANEW : 0, true);
  view.setUint32(24, ask.bitrateKbps, true);
  return bytes;
}

/** Tells an ask from a state, which is longer. */
export const isAsk = (message: Uint8Array): boolean => message.length === ASK_BYTES;

export function readAsk(message: Uint8Array): Ask {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  return {
    tick: view.getFloat64(0, true),
    nowMs: view.getFloat64(8, true),
    slot: view.getUint32(16, true),
    anew: (view.getUint32(20, true) & ANEW) !== 0,
    bitrateKbps: view.getUint32(24, true),
  };
}

const NOTICE_BYTES = 32;
const RECT_BYTES = 8;
const KEY = 1;
const UNDRAWN = 2;

/** tick f64, revision f64, slot u32, flags u32, configBytes u32, rects u32; rects as four u16; payload. */
export function writeNotice(notice: Notice): Uint8Array<ArrayBuffer> {
  const { changed, payload } = notice;
  const head = NOTICE_BYTES + changed.length * RECT_BYTES;
  const bytes = new Uint8Array(head + payload.length);
  const view = new DataView(bytes.buffer);
  view.setFloat64(0, notice.tick, true);
  view.setFloat64(8, notice.revision, true);
  view.setUint32(16, notice.slot, true);
  view.setUint32(20, (notice.isKey ? KEY : 0) | (notice.undrawn ? UNDRAWN : 0), true);
  view.setUint32(24, notice.configBytes, true);
  view.setUint32(28, changed.length, true);
  changed.forEach(({ left, top, right, bottom }, i) => {
    const at = NOTICE_BYTES + i * RECT_BYTES;
    view.setUint16(at, left, true);
    view.setUint16(at + 2, top, true);
    view.setUint16(at + 4, right, true);
    view.setUint16(at + 6, bottom, true);
  });
  bytes.set(payload, head);
  return bytes;
}

/** Reads a notice in place: its payload is a part of `message`. */
export function readNotice(message: Uint8Array): Notice {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const flags = view.getUint32(20, true);
  const rects = view.getUint32(28, true);
  const changed = Array.from({ length: rects }, (_, i): Rect => {
    const at = NOTICE_BYTES + i * RECT_BYTES;
    return {
      left: view.getUint16(at, true),
      top: view.getUint16(at + 2, true),
      right: view.getUint16(at + 4, true),
      bottom: view.getUint16(at + 6, true),
    };
  });
  return {
    tick: view.getFloat64(0, true),
    revision: view.getFloat64(8, true),
    slot: view.getUint32(16, true),
    isKey: (flags & KEY) !== 0,
    undrawn: (flags & UNDRAWN) !== 0,
    changed,
    configBytes: view.getUint32(24, true),
    payload: message.subarray(NOTICE_BYTES + rects * RECT_BYTES),
  };
}
