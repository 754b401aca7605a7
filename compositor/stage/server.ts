import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, extname, join } from 'node:path';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Closeable } from '../../engine/ports/closeable.js';
import type { StagePlan } from '../../engine/ports/stage.js';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
/** The page may load what the stage serves and nothing else in the world. */
const POLICY =
  "default-src 'none'; script-src 'self'; worker-src 'self'; font-src 'self'; img-src 'self'; " +
  "style-src 'unsafe-inline'; connect-src 'self'";
const OVERLAY_FILE = /^(?:main\.js|worker\.js|stage\.html|fonts\/[\w-]+\.woff2)$/;

/** Serves one picture: the built overlays, the artworks and the bus, to nobody who lacks the token. */
export interface StageServer extends Closeable {
  readonly url: string;
}

/**
 * Serves on 127.0.0.1 under an unguessable path.
 *
 * @param artworks - key → file
 * @param onBus - called with each connection of the picture
 */
export async function startStageServer(options: {
  readonly overlaysDir: string;
  readonly artworks: ReadonlyMap<string, string>;
  readonly plan: Omit<StagePlan, 'artworks'>;
  readonly onBus: (socket: WebSocket) => void;
}): Promise<StageServer> {
  const token = randomBytes(24).toString('base64url');
  const files = new Map<string, string>();
  const artworks = [...options.artworks].map(([key, file], i) => {
    const path = `artworks/${i}${extname(file).toLowerCase()}`;
    files.set(path, file);
    return { key, path };
  });
  const plan = JSON.stringify({ ...options.plan, artworks } satisfies StagePlan);

  const server = createServer((request, response) => {
    // Every browser asks for it, unasked; a refusal would stand in the page's log.
    if (request.url === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    const path = pathAfterToken(request, token);
    if (path === 'plan.json') {
      sendHead(response, path).end(plan);
      return;
    }
    const file =
      path !== undefined && OVERLAY_FILE.test(path)
        ? join(options.overlaysDir, path)
        : files.get(path ?? '');
    if (path === undefined || file === undefined) response.writeHead(404).end();
    else sendFile(response, path, file);
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 * 1024 });
  server.on('upgrade', (request, socket, head) => {
    if (pathAfterToken(request, token) !== 'bus') socket.destroy();
    else sockets.handleUpgrade(request, socket, head, options.onBus);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/${token}/stage.html`,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What follows the token in the address; undefined for whoever does not have it. */
function pathAfterToken(request: IncomingMessage, token: string): string | undefined {
  const [, given, ...rest] = (request.url ?? '').split('?', 1)[0]?.split('/') ?? [];
  return given === token ? rest.join('/') : undefined;
}

function sendFile(response: ServerResponse, path: string, file: string): void {
  const stream = createReadStream(file);
  stream.once('error', () => response.writeHead(404).end());
  stream.once('open', () => stream.pipe(sendHead(response, basename(path))));
}

function sendHead(response: ServerResponse, name: string): ServerResponse {
  return response.writeHead(200, {
    'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
    'content-security-policy': POLICY,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
}
