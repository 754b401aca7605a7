import type { BACKENDS } from '../../config/schema.js';
import type { DestinationOrder, StreamHealth } from '../../engine/ports/program.js';
import type { HouseFolder } from '../house-folder.js';

/** The pictures that a stream without an auction can show. */
export const STANDALONE_SCENES = ['standby', 'test-card', 'busy'] as const;

/** What of the settings a command overrides; what is absent stays as the settings have it. */
export interface StreamSettings {
  /** Settings file; undefined where there is none, and the defaults hold. */
  readonly configPath: string | undefined;
  readonly size?: { readonly widthPx: number; readonly heightPx: number };
  readonly fps?: number;
  /** Name of an encoding preset. */
  readonly preset?: string;
  readonly backend?: string;
  /** Stamp every frame with its number. */
  readonly counter?: boolean;
}

/** A stream of its own, without an auction. */
interface StandaloneOrder extends StreamSettings {
  readonly folder: HouseFolder;
  readonly scene: (typeof STANDALONE_SCENES)[number];
  /** Empty: to the destination that the settings name. */
  readonly destinations: readonly DestinationOrder[];
  /** Ends by itself after so long. @default never */
  readonly seconds?: number;
}

/** Whoever ordered it, and listens. */
export interface StreamWatcher {
  /** A step of opening or closing, in a few words. */
  readonly onStep: (step: string) => void;
  /** Something that went wrong and was got over. */
  readonly onTrouble: (cause: unknown) => void;
  /** How the stream stands, once a second while it is on air. */
  readonly onHealth: (health: StreamHealth) => void;
  /** Ends it in good order. */
  readonly signal: AbortSignal;
}

/** What a stream of its own came to. */
export interface StreamOutcome {
  /** As it stood last. */
  readonly health: StreamHealth;
  /** From the order to the first frame on its way to a destination, in milliseconds. */
  readonly startMs: number;
  readonly endedBy: 'seconds' | 'interruption' | 'stop';
}

/**
 * Puts a stream of its own on air until its time is up, `signal` aborts or its desk is told to
 * stop; ends it in good order.
 *
 * @throws SothebaisError `CONFIG_INVALID`, `DESTINATION_INVALID`, `HOUSE_RUNNING`,
 *   `BROWSER_MISSING`, `ENCODER_MISSING` and whatever else keeps it from going on air
 */
export type StartStream = (
  order: StandaloneOrder,
  watcher: StreamWatcher,
) => Promise<StreamOutcome>;

/** A trial of the ways there are to make the stream on this machine. */
interface ProbeOrder extends StreamSettings {
  /** How long each is tried. */
  readonly secondsEach: number;
  /** @default every one, or the one that the settings name */
  readonly backends?: readonly (typeof BACKENDS)[number][];
}

/** How one capture backend did. */
export interface BackendProbe {
  readonly name: string;
  /** Why it cannot be used here; absent where it can. */
  readonly trouble?: string;
  /** Distinct frames a second that came out of the encoder. */
  readonly uniqueFps: number;
  /** Processor time a second, of browser, encoder and house together: 1 is one core. */
  readonly cores: number;
  readonly latencyMs: { readonly p50: number; readonly p95: number };
}

/** What a destination answered to a handshake. */
interface DestinationProbe {
  readonly id: string;
  /** Without the stream key. */
  readonly url: string;
  /** How long the handshake took; absent where it failed. */
  readonly connectedMs?: number;
  readonly trouble?: { readonly code: string; readonly message: string; readonly blame: string };
}

export interface ProbeOutcome {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly backends: readonly BackendProbe[];
  /** The backend that a house on this machine takes; null where none can be used. */
  readonly chosen: string | null;
  /** What FFmpeg can compress with, for the backends that leave that to it. */
  readonly encoders: readonly {
    readonly name: string;
    /** Why it does not work here; absent where it does. */
    readonly trouble?: string;
  }[];
  readonly destinations: readonly DestinationProbe[];
}

/** @throws SothebaisError `CONFIG_INVALID`, `BROWSER_MISSING`, `ENCODER_MISSING` */
export type ProbeStream = (
  order: ProbeOrder,
  watcher: Pick<StreamWatcher, 'onStep' | 'signal'>,
) => Promise<ProbeOutcome>;

/** The test card and a tone of 1 kHz, to one destination for a while. */
interface TestOrder extends StreamSettings {
  /** Absent: the destination that the settings name. */
  readonly destination?: DestinationOrder;
  readonly seconds: number;
}

export interface TestOutcome {
  readonly url: string;
  /** From the order until the destination took the stream, in milliseconds. */
  readonly connectedMs: number;
  readonly sentSeconds: number;
  readonly bytes: number;
  /** Whether the destination said itself that it has these bytes. */
  readonly isAcknowledged: boolean;
  readonly reconnects: number;
  readonly droppedFrames: number;
  readonly bitrateKbps: number;
  readonly targetKbps: number;
  readonly uniqueFps: number;
  readonly fps: number;
  /** Why it is not fit to go on air, in a sentence each; empty where it is. */
  readonly faults: readonly string[];
}

/** @throws SothebaisError `CONFIG_INVALID`, and every `DESTINATION_…` as it is */
export type TestStream = (order: TestOrder, watcher: StreamWatcher) => Promise<TestOutcome>;
