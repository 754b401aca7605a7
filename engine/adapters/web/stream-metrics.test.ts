import { expect, test } from 'vitest';
import { aDestination, aStream } from '../../testing/sample-stream.js';
import { metricsRoute } from './metrics-route.js';
import { streamMetrics } from './stream-metrics.js';

const SAMPLE =
  /^sothebais_stream_[a-z_]+(\{[a-z]+="(?:[^"\\\n]|\\["\\n])*"(,[a-z]+="(?:[^"\\\n]|\\["\\n])*")*\})? -?[\d.e+-]+$/;

test('every line is a sample under its own help and type, and no metric comes twice', () => {
  const lines = streamMetrics(aStream()).trimEnd().split('\n');
  const named = new Set<string>();
  let current = '';
  for (const line of lines) {
    const [, kind, name = ''] = /^# (HELP|TYPE) (\S+) \S/.exec(line) ?? [];
    if (kind === 'HELP') {
      expect(named.has(name), name).toBe(false);
      named.add(name);
      current = name;
    } else if (kind === 'TYPE') expect(name).toBe(current);
    else {
      expect(line).toMatch(SAMPLE);
      expect(line.split(/[ {]/)[0]).toBe(current);
    }
  }
  expect(named.size).toBeGreaterThan(20);
});

test('what counts up says so in its name, and nothing else does', () => {
  const types = streamMetrics(aStream()).matchAll(/^# TYPE (\S+) (\w+)$/gm);
  for (const [, name = '', type] of types) {
    expect(type === 'counter', name).toBe(name.endsWith('_total'));
  }
});

test.each([
  'sothebais_stream_on_air_seconds 65',
  'sothebais_stream_latency_seconds{quantile="0.95"} 0.045',
  'sothebais_stream_encoder_bits_per_second 4100000',
  'sothebais_stream_destination_bytes_total{id="main",kind="rtmp"} 12345678',
  'sothebais_stream_destination_queue_seconds{id="main",kind="rtmp"} 0.012',
  'sothebais_stream_destination_state{id="main",kind="rtmp",state="live"} 1',
  'sothebais_stream_destination_state{id="main",kind="rtmp",state="failed"} 0',
  'sothebais_stream_alarm{kind="black"} 1',
  'sothebais_stream_alarm{kind="frozen"} 0',
  'sothebais_stream_picture{picture="show"} 1',
])('it holds %s', (line) => {
  const alarms = [{ kind: 'black', message: 'Black.', sinceMs: 1 }] as const;
  const destinations = [aDestination({ queueMs: 12 })];
  expect(streamMetrics(aStream({ alarms, destinations })).split('\n')).toContain(line);
});

test('a label that would end early is escaped', () => {
  const odd = aStream({ destinations: [aDestination({ id: 'a"b\\c\nd' })] });
  expect(streamMetrics(odd)).toContain('{id="a\\"b\\\\c\\nd",kind="rtmp"}');
});

test('before the picture is on air it says just that', async () => {
  const answer = await metricsRoute(() => undefined).request('/metrics');
  expect(answer.headers.get('content-type')).toContain('version=0.0.4');
  expect(await answer.text()).toMatch(/\nsothebais_stream_up 0\n$/);
});
