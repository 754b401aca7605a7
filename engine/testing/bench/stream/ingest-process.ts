import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { createProcesses } from '../../../adapters/process/processes.js';
import type { Instant } from '../../../domain/ids.js';
import { startIngest } from '../../../sandbox/ingest/start-ingest.js';
import { atLowPriority, CountedParts } from './counted-parts.js';
import type { IngestAnswer, IngestOrder, IngestRequest } from './ingest-protocol.js';
import { epochMs, Meter, type Arrival } from './meter.js';

// The sandbox's ingest in a process of its own, so that what it costs is not taken for the truck's,
// behind a door that notes when each frame came in.

const order = JSON.parse(process.argv[2] ?? '{}') as IngestOrder;
const say = (answer: IngestAnswer): void =>
  void process.stdout.write(`${JSON.stringify(answer)}\n`);

const processes = createProcesses();
const { ffmpegPath, dir, countEverySeconds: everySeconds } = order;
const ingest = await startIngest({
  ...{ ffmpegPath, dir, processes, keeps: everySeconds === undefined },
  clock: { now: () => Date.now() as Instant },
  onTrouble: (error) => void process.stderr.write(`${error.message}\n`),
});
const ingestPort = Number(new URL(ingest.url).port);
const counted =
  everySeconds === undefined
    ? undefined
    : new CountedParts({ ffmpegPath, dir, everySeconds, processes: atLowPriority(processes) });
let arrivals: Arrival[] = [];

const door = createServer({ noDelay: true }, (publisher) => {
  const inner = connect({ port: ingestPort, host: '127.0.0.1', noDelay: true });
  const meter = new Meter((packet, arrivedMs) => {
    const { kind, atMs, bytes } = packet;
    arrivals.push({ kind, atMs, arrivedMs, bytes: bytes.length });
    counted?.add(packet, meter.configs);
  });
  publisher.on('data', (bytes: Buffer) => meter.feed(bytes, epochMs()));
  publisher.once('close', () => counted?.end());
  publisher.pipe(inner).pipe(publisher);
  tie(publisher, inner);
});

/** Where one side is gone, the other goes. */
function tie(one: Socket, other: Socket): void {
  for (const [here, there] of [
    [one, other],
    [other, one],
  ] as const) {
    here.on('error', () => there.destroy()).on('close', () => there.end());
  }
}

async function answer(request: IngestRequest): Promise<IngestAnswer> {
  if (request.kind === 'take') {
    const taken = arrivals;
    arrivals = [];
    return { kind: 'taken', arrivals: taken, counters: (await counted?.take()) ?? [] };
  }
  await ingest.finish(request.outFile, request.limitMs);
  return { kind: 'finished' };
}

async function end(): Promise<never> {
  door.close();
  await ingest.close();
  process.exit(0);
}

process.once('SIGTERM', () => void end());
door.listen(0, '127.0.0.1', () => {
  say({ kind: 'ready', url: `rtmp://127.0.0.1:${(door.address() as AddressInfo).port}/live` });
});
for await (const line of createInterface({ input: process.stdin })) {
  try {
    say(await answer(JSON.parse(line) as IngestRequest));
  } catch (cause) {
    say({ kind: 'failed', message: cause instanceof Error ? cause.message : String(cause) });
  }
}
await end();
