import type { BidStory, StoryReply, StoryRuling } from '../../engine/app/book/bid-story.js';
import type { BidState } from '../../engine/app/book/lot-story.js';
import { plainText } from '../tui/plain-text.js';
import { clockTime } from '../tui/time-left.js';

/** What is said of each state, in the end. */
const STATES: Readonly<Record<BidState, string>> = {
  waits: 'waits to be ruled on',
  leads: 'leads',
  outbid: 'outbid',
  voided: 'voided',
  won: 'won',
  settled: 'won and settled',
  defaulted: 'won, in default',
  passed: 'led, and the lot passed',
  withdrawn: 'led, and the lot was withdrawn',
  refused: 'refused',
};

/** When, and what, in a few words each. */
type Step = readonly [at: string | null, text: string];

/**
 * One bid as a page for people: what it was, and a timeline.
 *
 * @param width - cells of the terminal
 */
export function storyPage(story: BidStory, width: number): readonly string[] {
  const { bidder, lot, post, amountEth, state } = story;
  const paddle = bidder.paddle === null ? 'no paddle' : `paddle ${bidder.paddle}`;
  const on = lot ? ` on lot ${lot.number}, ${lot.title}` : '';
  const amount = amountEth === null ? 'An amount of its bidder’s own' : `${amountEth} ETH`;
  return [
    `Bid ${plainText(story.bid)}`,
    ...broken(`${STATES[state]}: ${amount} by ${bidder.name} (${paddle})${on}`, width),
    ...(post?.url ? [post.url] : []),
    '',
    ...steps(story).flatMap(([at, text]) => timed(at, text, width)),
  ];
}

/** Oldest first; what has no time of its own stays where it is told. */
function steps(story: BidStory): readonly Step[] {
  const { waited, ruling, onAir, followed, replies } = story;
  const told: Step[] = [
    [story.placedAt, placed(story)],
    [story.receivedAt, `received, ${story.delayMs} ms later`],
    ...(waited ? [waitedStep(waited)] : []),
    ...(ruling ? [[ruling.at, `#${ruling.sequence} ${ruled(ruling)}`] as const] : []),
    ...(onAir ? [[onAir.at, aired(onAir)] as const] : []),
    ...followed.map(({ at, sequence, text }): Step => [at, `#${sequence} ${text}`]),
    ...replies.map((reply): Step => [reply.at, said(reply)]),
  ];
  return told
    .map((step, place) => ({ step, place }))
    .sort((a, b) => timeOf(a.step) - timeOf(b.step) || a.place - b.place)
    .map(({ step }) => step);
}

function placed({ source, desk, transaction }: BidStory): string {
  switch (source) {
    case 'post':
      return 'posted on X';
    case 'chat':
      return 'said in the chat';
    case 'chain':
      return `mined in ${transaction ?? 'a block'}`;
    case 'operator':
      return `placed by ${desk?.by ?? 'the operator'}${desk?.why ? `: ${desk.why}` : ''}`;
  }
}

const timeOf = ([at]: Step): number => (at === null ? Infinity : Date.parse(at));

const waitedStep = ({ at, sequence, as }: NonNullable<BidStory['waited']>): Step => [
  at,
  `#${sequence} ${as === 'held' ? 'came after the close and waits' : 'left until the lot opens'}`,
];

function ruled(ruling: StoryRuling): string {
  const { verdict, code, words, priceEth, askEth, leader, closesAt, extended } = ruling;
  const how =
    verdict === 'accepted'
      ? `taken: ${leader ?? '?'} leads at ${priceEth ?? '?'} ETH`
      : `refused ${code ?? ''}`;
  const stood = priceEth === null ? 'no bid stands' : `${leader ?? '?'} leads at ${priceEth} ETH`;
  return [
    words === null ? how : `${how}: ${words.replace(/\.$/, '')}`,
    ...(verdict === 'refused' && closesAt !== null ? [stood] : []),
    ...(askEth === null ? [] : [`asking ${askEth} ETH`]),
    ...(closesAt === null ? [] : [`closes ${stamp(closesAt)}${extended ? ', extended' : ''}`]),
  ].join('; ');
}

const aired = ({ frame, onAirMs, afterMs }: NonNullable<BidStory['onAir']>): string =>
  `on air: frame ${frame}, ${clockTime(Math.floor(onAirMs / 1000))} into the stream, ` +
  `${afterMs} ms after receipt`;

function said({ state, text, xId, why, failures }: StoryReply): string {
  const tries = failures === 0 ? '' : ` after ${failures} tries in vain`;
  switch (state) {
    case 'done':
      return `replied${tries}: “${text}” (${xId ?? '?'})`;
    case 'waiting':
      return `to reply${tries}: “${text}”${why === null ? '' : `; ${why}`}`;
    default:
      return `reply ${state}${tries}: “${text}”${why === null ? '' : `; ${why}`}`;
  }
}

const MARGIN = 14;

/** A step under its time. */
function timed(at: string | null, text: string, width: number): readonly string[] {
  return broken(text, width - MARGIN).map((part, i) => {
    const time = i === 0 && at !== null ? stamp(at) : '';
    return time.padEnd(MARGIN) + part;
  });
}

/** Strangers' words made plain, and broken between words where they are longer than a line. */
function broken(text: string, width: number): readonly string[] {
  const lines = [''];
  for (const word of plainText(text).split(' ')) {
    const line = lines.at(-1) ?? '';
    const isFull = line !== '' && line.length + 1 + word.length > Math.max(20, width);
    if (isFull) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}

/** The time of day on this machine, to the millisecond. */
function stamp(at: string): string {
  const time = new Date(at);
  const day = time.toLocaleTimeString('en-GB', { hour12: false });
  return `${day}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}
