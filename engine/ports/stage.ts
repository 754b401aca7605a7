/**
 * What passes between the truck and the picture. The two are strangers: the truck runs in Node,
 * the picture in a browser that the truck starts, and this is all they agree on.
 *
 * - The page asks for `plan.json` and for everything the plan names, beside its own address.
 * - The picture opens a WebSocket at `bus`, also beside it. It says `StageReport` as JSON text.
 * - The truck sends the latest `ShowState` as JSON text whenever it changes, and one binary
 *   message a tick (`TICK_BYTES`, little-endian): tick as float64, the time it shows in
 *   milliseconds since the epoch as float64, the slot to leave the frame in as uint32.
 * - The picture answers each tick, in order, with one binary message that begins with
 *   `NOTICE_BYTES` (little-endian): tick as float64, slot as uint32. With `websocket` capture the
 *   frame follows; with `opfs` it lies in the ring at `slot`; with `canvas` it is only on screen.
 *
 * A frame is planar I420, BT.709 limited range: width × height bytes of luma, then a quarter of
 * that of Cb, then of Cr, without padding.
 */
export interface StagePlan {
  /** Even, as 4:2:0 demands. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly fps: number;
  /** Whether each frame carries its tick in the top left corner. */
  readonly counter: boolean;
  readonly capture: CaptureKind;
  /** Frames the ring holds. */
  readonly slots: number;
  /** ASCII text that the picture writes after the last slot, so that the truck knows its file. */
  readonly seal: string;
  readonly artworks: readonly { readonly key: string; readonly path: string }[];
}

type CaptureKind = 'opfs' | 'websocket' | 'canvas';

/**
 * What the picture says in text: once that it stands, or that it cannot; later, that one frame
 * could not be drawn, which leaves the picture before it on air.
 */
export type StageReport =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'undrawn'; readonly message: string };

export const TICK_BYTES = 20;
export const NOTICE_BYTES = 12;

/** Name of the ring's file in the origin private file system. */
export const RING_FILE = 'frames.i420';
