import { SothebaisError } from '../../domain/errors.js';
import type { Instant } from '../../domain/ids.js';
import type { Clock } from '../../ports/clock.js';
import type {
  DestinationHealth,
  DestinationOrder,
  Program,
  StreamHealth,
} from '../../ports/program.js';

/** How the stream stands, for its operator. */
export interface StreamSheet extends StreamHealth {
  /** Who took it off air, when and why; null while it is on air. */
  readonly offAir: { readonly by: string; readonly why: string; readonly sinceMs: number } | null;
}

/** A destination as an operator asks for it. */
export interface DestinationRequest extends Omit<DestinationOrder, 'id'> {
  /** @default named after its kind */
  readonly id?: string;
}

/** The operator's way to the running stream. */
export interface StreamDesk {
  health(): StreamSheet;
  /**
   * Sends the stream to one more destination; while it is off air, once it is on air again.
   *
   * @throws SothebaisError `DESTINATION_INVALID`, `DESTINATION_KNOWN`
   */
  add(request: DestinationRequest): Promise<{ readonly id: string }>;
  /** @throws SothebaisError `DESTINATION_UNKNOWN` */
  remove(id: string): Promise<{ readonly id: string }>;
  /** The picture as a JPEG, on air or not. @throws SothebaisError `ENCODER_FAILED`, `TIMED_OUT` */
  snapshot(): Promise<Uint8Array>;
  /**
   * Takes the stream off air: it ends at every destination, and the house goes on.
   *
   * @throws SothebaisError `WHY_MISSING`
   */
  stop(asked: { readonly by: string; readonly why: string }): Promise<StreamSheet>;
  /**
   * Puts the stream on air again, at every destination that it has.
   *
   * @throws SothebaisError `DESTINATION_INVALID` for one that was added meanwhile; the others go on
   */
  start(): Promise<StreamSheet>;
}

/**
 * Sets up the desk of a programme that is on air. Requests are met one after another, so that a
 * stop and a start never mix.
 *
 * @param destinations - where the programme goes already
 */
export function createStreamDesk(options: {
  readonly program: Pick<Program, 'health' | 'add' | 'remove' | 'snapshot'>;
  readonly destinations: readonly DestinationOrder[];
  readonly clock: Clock;
}): StreamDesk {
  const { program, clock } = options;
  const orders = new Map(options.destinations.map((order) => [order.id, order]));
  let offAir: (StreamSheet['offAir'] & { readonly was: readonly DestinationHealth[] }) | null =
    null;
  let last: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => T | Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
  const health = (): StreamSheet => {
    const live = program.health();
    if (!offAir) return { ...live, offAir };
    const { was, ...told } = offAir;
    const gone = [...orders.values()].map((order) => stopped(order, was));
    return { ...live, destinations: [...gone, ...live.destinations], offAir: told };
  };

  /** What is no destination was added while nobody could tell, and holds up no other. */
  const tryToAdd = (order: DestinationOrder): readonly unknown[] => {
    try {
      program.add(order);
      return [];
    } catch (cause) {
      orders.delete(order.id);
      return [cause];
    }
  };

  return {
    health,
    snapshot: () => program.snapshot(),
    add: ({ id, ...rest }) =>
      inTurn(() => {
        const taken = new Set(health().destinations.map((one) => one.id));
        const order = { ...rest, id: id ?? freeName(kindOf(rest.url), taken) };
        if (taken.has(order.id)) throw known(order.id);
        if (!offAir) program.add(order);
        orders.set(order.id, order);
        return { id: order.id };
      }),
    remove: (id) =>
      inTurn(async () => {
        const isWaiting = offAir !== null && orders.has(id);
        if (!isWaiting) await program.remove(id);
        orders.delete(id);
        return { id };
      }),
    stop: ({ by, why }) =>
      inTurn(async () => {
        if (why.trim() === '') throw whyMissing();
        if (offAir) return health();
        const sinceMs: Instant = clock.now();
        offAir = { by, why, sinceMs, was: program.health().destinations };
        // One that is gone already has ended too.
        await Promise.allSettled([...orders.keys()].map((id) => program.remove(id)));
        return health();
      }),
    start: () =>
      inTurn(() => {
        if (!offAir) return health();
        offAir = null;
        const failures = [...orders.values()].flatMap((order) => tryToAdd(order));
        if (failures.length > 0) throw failures[0];
        return health();
      }),
  };
}

/** A destination that waits for the stream to come back, with what it was sent before. */
function stopped(order: DestinationOrder, was: readonly DestinationHealth[]): DestinationHealth {
  const known = was.find(({ id }) => id === order.id);
  return {
    ...{ id: order.id, kind: kindOf(order.url), url: known?.url ?? bare(order.url) },
    ...{ bytes: known?.bytes ?? 0, isAcknowledged: false, reconnects: known?.reconnects ?? 0 },
    ...{ droppedFrames: known?.droppedFrames ?? 0, bitrateKbps: 0, queueMs: 0, state: 'stopped' },
  };
}

/** An address without name, password and query, where keys may stand. */
const bare = (url: string): string =>
  /^\w+:\/\//.test(url) ? url.replace(/[?#].*$/, '').replace(/\/\/[^/]*@/, '//') : url;

function kindOf(url: string): DestinationHealth['kind'] {
  if (/^rtmps?:/i.test(url)) return 'rtmp';
  if (/^srt:/i.test(url)) return 'srt';
  return /\.m3u8$/i.test(url) ? 'hls' : 'file';
}

/** `rtmp`, or `rtmp-2` where that is taken, and so on. */
function freeName(kind: string, taken: ReadonlySet<string>): string {
  let name = kind;
  for (let number = 2; taken.has(name); number += 1) name = `${kind}-${number}`;
  return name;
}

const known = (id: string): SothebaisError =>
  new SothebaisError('DESTINATION_KNOWN', `The stream has a destination ${id} already.`);

const whyMissing = (): SothebaisError =>
  new SothebaisError(
    'WHY_MISSING',
    'To take the stream off air needs a reason, and none is given.',
    {
      hint: 'Add `--why "…"`: whoever looks at the stream sees it.',
    },
  );
