import type { AlarmKind, DestinationHealth, StreamHealth } from '../../ports/program.js';

type Labels = Readonly<Record<string, string>>;
interface Sample {
  readonly labels?: Labels;
  readonly value: number;
}

/** All there are, so that each has a sample even while it does not hold. */
const STATES: Record<DestinationHealth['state'], 0> = {
  ...{ connecting: 0, live: 0, reconnecting: 0, stopped: 0, failed: 0 },
};
const PICTURES: Record<StreamHealth['picture'], 0> = { show: 0, 'last-frame': 0, slate: 0 };
const ALARMS: Record<AlarmKind, 0> = {
  ...{ black: 0, frozen: 0, silent: 0, clipped: 0, 'out-of-sync': 0, 'wrong-size': 0 },
  ...{ 'wrong-price': 0, slate: 0, 'encoder-slow': 0, 'disk-full': 0 },
};

const KILO = 1_000;

/** The figures of a stream in the text format of Prometheus, in base units. */
export function streamMetrics(health: StreamHealth | undefined): string {
  const up = family('up', 'gauge', 'Whether the picture is on air.', [{ value: health ? 1 : 0 }]);
  if (!health) return up;
  return [up, ...ofPicture(health), ...ofEncoder(health), ...ofDestinations(health)].join('');
}

function ofPicture(health: StreamHealth): readonly string[] {
  const { width, height, fps, backend, encoder, latencyMs } = health;
  const made = { backend, encoder: encoder.name, size: `${width}x${height}` };
  const alarmed = new Set(health.alarms.map(({ kind }) => kind));
  return [
    gauge('info', 'What makes the stream.', [{ labels: made, value: 1 }]),
    gauge('on_air_seconds', 'Time on air.', health.onAirMs / KILO),
    gauge('target_frames_per_second', 'Frames a second that it is to have.', fps),
    gauge('unique_frames_per_second', 'Distinct frames in the second before.', health.uniqueFps),
    counter('frames_total', 'Frames handed to the encoder.', health.frames),
    counter('unique_frames_total', 'Frames drawn for their tick.', health.unique),
    counter('repeated_frames_total', 'Frames repeated for a late one.', health.repeated),
    counter('dropped_frames_total', 'Frames drawn but never encoded.', health.dropped),
    gauge('latency_seconds', 'From a tick to its packet, over ten seconds.', [
      { labels: { quantile: '0.5' }, value: latencyMs.p50 / KILO },
      { labels: { quantile: '0.95' }, value: latencyMs.p95 / KILO },
    ]),
    counter(
      'browser_restarts_total',
      'Starts of the browser after the first.',
      health.browserRestarts,
    ),
    gauge(
      'picture',
      'What viewers see: 1 for one of them.',
      oneOf(PICTURES, 'picture', [health.picture]),
    ),
    gauge('alarm', 'What is wrong on air: 1 while it is.', oneOf(ALARMS, 'kind', [...alarmed])),
  ];
}

function ofEncoder({ encoder }: StreamHealth): readonly string[] {
  const { speed, bitrateKbps, targetKbps, restarts } = encoder;
  return [
    gauge('encoder_speed_ratio', 'Frames encoded over frames due: 1 keeps up.', speed),
    gauge('encoder_bits_per_second', 'Measured, sound included.', bitrateKbps * KILO),
    gauge('encoder_target_bits_per_second', 'Set for the picture.', targetKbps * KILO),
    counter('encoder_restarts_total', 'Starts of the encoder after the first.', restarts),
  ];
}

function ofDestinations({ destinations }: StreamHealth): readonly string[] {
  const each = (figure: (one: DestinationHealth) => number): readonly Sample[] =>
    destinations.map((one) => ({ labels: labelsOf(one), value: figure(one) }));
  const states = destinations.flatMap((one) =>
    oneOf(STATES, 'state', [one.state]).map(({ labels, value }) => ({
      labels: { ...labelsOf(one), ...labels },
      value,
    })),
  );
  return [
    gauge('destination_state', 'State of a destination: 1 for one of them.', states),
    counter(
      'destination_bytes_total',
      'Delivered.',
      each(({ bytes }) => bytes),
    ),
    gauge(
      'destination_bits_per_second',
      'Delivered in the last ten seconds.',
      each(({ bitrateKbps }) => bitrateKbps * KILO),
    ),
    gauge(
      'destination_queue_seconds',
      'How much of the stream waits to leave.',
      each(({ queueMs }) => queueMs / KILO),
    ),
    counter(
      'destination_reconnects_total',
      'Connections after the first.',
      each(({ reconnects }) => reconnects),
    ),
    counter(
      'destination_dropped_frames_total',
      'Video frames left out because they could not leave in time.',
      each(({ droppedFrames }) => droppedFrames),
    ),
  ];
}

const labelsOf = ({ id, kind }: DestinationHealth): Labels => ({ id, kind });

/** A sample for each of the names, 1 for those that hold. */
const oneOf = (names: object, label: string, holding: readonly string[]): readonly Sample[] =>
  Object.keys(names).map((name) => ({
    labels: { [label]: name },
    value: holding.includes(name) ? 1 : 0,
  }));

const gauge = (name: string, help: string, samples: number | readonly Sample[]): string =>
  family(name, 'gauge', help, typeof samples === 'number' ? [{ value: samples }] : samples);

const counter = (name: string, help: string, samples: number | readonly Sample[]): string =>
  family(name, 'counter', help, typeof samples === 'number' ? [{ value: samples }] : samples);

/** One metric whole, as the format wants it; nothing where there is no sample. */
function family(
  name: string,
  type: 'gauge' | 'counter',
  help: string,
  samples: readonly Sample[],
): string {
  if (samples.length === 0) return '';
  const full = `sothebais_stream_${name}`;
  const lines = samples.map(({ labels = {}, value }) => `${full}${written(labels)} ${value}`);
  return [`# HELP ${full} ${help}`, `# TYPE ${full} ${type}`, ...lines, ''].join('\n');
}

function written(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

const escaped = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
