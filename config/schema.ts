import { z } from 'zod';
import { ethAmount, seconds } from './amounts.js';
import { PRESET_NAMES } from './presets.js';
import { secretField } from './secret-field.js';

const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, 'Expected an address such as 0x… with 40 hexadecimal digits.')
  .transform((text) => text as `0x${string}`);

const auction = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'Expected lower-case letters, digits and dashes, 40 at most.')
    .default('evening')
    .describe('Names the auction in its book; a new id is a new auction.'),
  catalogue: z.string().describe('The catalogue file, relative to this one.'),
  lots: z.int().positive().optional().describe('Sell only the first so many lots.'),
  biddingSeconds: seconds.optional().describe('Seconds of bidding a lot, over the catalogue.'),
  premiumBps: z
    .int()
    .min(0)
    .max(10_000)
    .default(0)
    .describe('House premium on the hammer price, in basis points.'),
  standbySeconds: seconds.prefault(10).describe('Standby before the first lot.'),
  presentSeconds: seconds.prefault(5).describe('The catalogue scene before each lot.'),
  fairWarningSeconds: seconds.prefault(8).describe('Fair warning before the close of a lot.'),
  resultSeconds: seconds.prefault(6).describe('The hammer or passed scene after each lot.'),
  creditsSeconds: seconds.prefault(8).describe('The credits at the end.'),
  secondChanceSeconds: seconds
    .prefault(900)
    .describe('How long a runner-up may think about a lot whose winner has defaulted.'),
  outstandingLimitEth: ethAmount
    .optional()
    .describe('The most one bidder may owe and lead with across all lots, premium included.'),
});

const host = z.strictObject({
  name: z.string().min(1).max(40).default('Aurelia').describe('What the host is called.'),
  seed: z.int().default(1).describe('Chance of the scripted host: the same seed, the same lines.'),
});

const x = z.strictObject({
  baseUrl: z.url().optional().describe('Another X than the real one, over plain HTTP.'),
  handle: z.string().default('sothebais').describe('The host account, without the @.'),
  userId: z.string().optional().describe('Its user id; looked up when absent.'),
  appKey: secretField.optional().describe('OAuth 1.0a consumer key.'),
  appSecret: secretField.optional().describe('OAuth 1.0a consumer secret.'),
  accessToken: secretField.optional().describe('OAuth 1.0a access token.'),
  accessSecret: secretField.optional().describe('OAuth 1.0a access token secret.'),
  bearer: secretField.optional().describe('App bearer token, for the filtered stream.'),
  chatPollSeconds: seconds.prefault(1).describe('Pause between looks at the broadcast chat.'),
  mentionsPollSeconds: seconds.prefault(15).describe('Pause between looks at the mentions.'),
  repliesPer15Minutes: z.int().min(0).default(90).describe('Replies the host may post; X: 100.'),
});

const chain = z.strictObject({
  rpcUrl: z.url().optional().describe('JSON-RPC endpoint of the chain.'),
  chainId: z.int().positive().optional().describe('Its chain id.'),
  escrow: address.optional().describe('The escrow contract.'),
  fromBlock: z.int().min(0).default(0).describe('Block of its deployment.'),
  houseKey: secretField.optional().describe('Private key of the house, which settles.'),
  pollSeconds: seconds.prefault(0.5).describe('Pause between looks at new blocks.'),
});

/** How frames leave the browser, and what compresses them. */
export const BACKENDS = ['native', 'frames', 'webcodecs', 'screencast', 'tab'] as const;

/** The H.264 encoders of FFmpeg that the house knows how to set up, the best first. */
export const VIDEO_CODECS = [
  'h264_nvenc',
  'h264_qsv',
  'h264_vaapi',
  'h264_videotoolbox',
  'libx264',
] as const;

const stage = z.strictObject({
  widthPx: z.int().min(320).max(3840).multipleOf(2).default(1280).describe('Picture width.'),
  heightPx: z.int().min(180).max(2160).multipleOf(2).default(720).describe('Picture height.'),
  fps: z.int().min(1).max(60).default(30).describe('Frames a second.'),
  counter: z.boolean().default(false).describe('Stamp every frame with its number.'),
  backend: z
    .enum(['auto', ...BACKENDS])
    .default('auto')
    .describe('How frames leave Chromium; auto takes what a probe of this machine found best.'),
  page: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('A page to film instead of the house’s own picture; with `tab` or `screencast`.'),
  chromiumPath: z.string().optional().describe('A Chromium to use before all others.'),
});

const encoder = z.strictObject({
  preset: z
    .enum(PRESET_NAMES)
    .optional()
    .describe('Picture size, rate, bitrate and GOP at once; a setting that is given goes over it.'),
  codec: z
    .enum(['auto', ...VIDEO_CODECS])
    .default('auto')
    .describe('FFmpeg’s encoder for the backends that need one; auto takes hardware that works.'),
  ffmpegPath: z.string().optional().describe('An FFmpeg to use before all others.'),
  bitrateKbps: z.int().min(200).max(20_000).default(4_000).describe('Video bitrate.'),
  gopSeconds: z.int().min(1).max(10).default(3).describe('Seconds between keyframes; X wants 3.'),
});

const destination = z.strictObject({
  url: z
    .string()
    .regex(/^rtmps?:\/\//, 'Expected an rtmp:// or rtmps:// address.')
    .optional()
    .describe('RTMP ingest, without the stream key.'),
  key: secretField.optional().describe('Stream key.'),
});

const destinations = z
  .array(
    z.strictObject({
      id: z
        .string()
        .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'Expected lower-case letters, digits and dashes.')
        .describe('Names it in `stream list` and `stream remove`.'),
      url: z
        .string()
        .min(1)
        .describe('An rtmp://, rtmps:// or srt:// address without its key, or a path.'),
      key: secretField.optional().describe('Its stream key.'),
    }),
  )
  .default([])
  .describe('Where else the stream goes: `id`, `url` and `key` of each.');

const recording = z.strictObject({
  path: z
    .string()
    .optional()
    .describe('An .mp4, .mkv or .flv to record to, relative to this file; absent, none.'),
  segmentMinutes: z
    .number()
    .min(0)
    .max(1_440)
    .default(0)
    .describe('Begin another file every so many minutes; 0 keeps to one.'),
  diskFloorMb: z
    .int()
    .min(16)
    .default(500)
    .describe('Room that recording leaves on the disk: the oldest files go, or recording stops.'),
});

const watch = z.strictObject({
  enabled: z.boolean().default(true).describe('Serve a page with the picture and the state.'),
  host: z
    .string()
    .default('127.0.0.1')
    .describe('Where it listens; 0.0.0.0 opens it to the local network.'),
  port: z
    .int()
    .min(0)
    .max(65_535)
    .default(8733)
    .describe('Its port; where it is taken, and with 0, a free one.'),
  self: z
    .boolean()
    .default(true)
    .describe('Decode what is sent, and raise an alarm for what is wrong with it.'),
});

const queue = z.strictObject({
  url: z
    .string()
    .regex(/^rediss?:\/\//, 'Expected a redis:// address.')
    .optional()
    .describe('A Redis to use; absent, the house runs its own.'),
  serverPath: z.string().default('redis-server').describe('The redis-server to run.'),
});

const web = z.strictObject({
  port: z.int().min(0).max(65_535).default(0).describe('Port on 127.0.0.1; 0 takes a free one.'),
});

const sandbox = z.strictObject({
  enabled: z.boolean().default(false).describe('Run on stand-ins: X, chain, ingest and a crowd.'),
  bidders: z.int().min(2).max(40).default(8).describe('How many bidders the crowd has.'),
  seed: z.int().default(1).describe('Chance of the crowd.'),
});

/** Every setting of the house: types, defaults, checks and docs come from here alone. */
export const configSchema = z.strictObject({
  data: z.string().default('./sothebais-data').describe('Folder of the book and all that is kept.'),
  auction,
  host: host.prefault({}),
  x: x.prefault({}),
  chain: chain.prefault({}),
  stage: stage.prefault({}),
  encoder: encoder.prefault({}),
  destination: destination.prefault({}),
  destinations,
  recording: recording.prefault({}),
  watch: watch.prefault({}),
  queue: queue.prefault({}),
  web: web.prefault({}),
  sandbox: sandbox.prefault({}),
});

export type Config = z.output<typeof configSchema>;
