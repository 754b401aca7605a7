import { Hono } from 'hono';
import type { StreamHealth } from '../../ports/program.js';
import { streamMetrics } from './stream-metrics.js';

/**
 * `GET /metrics`: the figures of the stream for Prometheus. It needs no token, as `/status` does:
 * they hold nothing that may not be known on this machine.
 *
 * @param health - undefined until the picture is on air
 */
export function metricsRoute(health: () => StreamHealth | undefined): Hono {
  const route = new Hono();
  route.get('/metrics', (context) =>
    context.body(streamMetrics(health()), 200, {
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      'cache-control': 'no-store',
    }),
  );
  return route;
}
