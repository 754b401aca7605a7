import type { AuctionEvent } from '../domain/events.js';
import type { Wei } from '../domain/ids.js';
import { formatEth } from '../domain/money.js';
import type { Entry } from '../ports/ledger.js';
import type { AuctionResult, LotOutcome } from './result.js';

/** Writes text so that no markup in it is read as markup. */
const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);

/** Builds the report for people: one page that needs nothing but itself. */
export function buildReport(result: AuctionResult, entries: readonly Entry[]): string {
  const { auction, stream, ledger, host, posts, bids } = result;
  const events = entries.map(({ event }) => event);
  const sold = result.lots.filter(({ outcome }) => outcome === 'sold');
  const total = sold.reduce((sum, { hammerWei }) => sum + BigInt(hammerWei), 0n) as Wei;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(auction.title)}</title>
<style>${STYLE}</style>
<header>
<p class="label">Auction report</p>
<h1>${escape(auction.title)}</h1>
<p>${escape(auction.openedAt)} to ${escape(auction.closedAt ?? 'not closed')}</p>
</header>
<section class="figures">
${figure('Lots sold', `${sold.length} of ${result.lots.length}`)}
${figure('Hammer total', `${formatEth(total)} ETH`)}
${figure('Bids', `${bids.accepted} taken, ${bids.refused} refused`)}
${figure('Posts heard', String(posts.received))}
${figure('Replies', `${posts.sent} sent, ${posts.notSent} not sent`)}
${figure('Host lines', `${host.lines}, ${host.vetoed} vetoed`)}
</section>
<h2>Lots</h2>
${result.lots.map((lot) => lotSection(lot, events)).join('\n')}
<h2>Stream</h2>
<table>
<tr><th>Picture</th><td>${stream.width}×${stream.height} at ${stream.fps} frames a second, by ${escape(stream.backend)}</td></tr>
<tr><th>On air</th><td>${stream.seconds.toFixed(1)} s</td></tr>
<tr><th>Frames</th><td>${stream.frames}, ${stream.unique} distinct, ${stream.repeated} repeated, ${stream.dropped} dropped</td></tr>
${stream.destinations.map((to) => `<tr><th>Destination</th><td>${escape(to.url)}: ${escape(to.state)}, ${to.bytes} bytes, ${to.reconnects} reconnects</td></tr>`).join('\n')}
</table>
<h2>Book</h2>
<p>${ledger.events} events. Head <code>${escape(ledger.head)}</code></p>
</html>
`;
}

const figure = (label: string, value: string): string =>
  `<div><p class="label">${escape(label)}</p><p class="value">${escape(value)}</p></div>`;

function lotSection(lot: LotOutcome, events: readonly AuctionEvent[]): string {
  const price = lot.outcome === 'sold' ? ` for ${formatEth(BigInt(lot.hammerWei) as Wei)} ETH` : '';
  const buyer = lot.winner ? `, paddle ${escape(lot.winner.paddle)}` : '';
  const settled = lot.settlementTx
    ? `<p>Settled in <code>${escape(lot.settlementTx)}</code>; the token belongs to <code>${escape(lot.tokenOwner ?? '')}</code></p>`
    : '';
  return `<article>
<h3>${lot.number}. ${escape(lot.title)}</h3>
<p class="outcome ${lot.outcome ?? ''}">${lot.outcome ?? 'not reached'}${price}${buyer}</p>
${settled}
${bidsPlot(lot, events)}
</article>`;
}

const PLOT = { width: 860, height: 220, left: 70, right: 20, top: 16, bottom: 34 };

interface Mark {
  readonly at: number;
  readonly amountWei: bigint;
  readonly taken: boolean;
  readonly source: string;
}

/** Bids over time: taken ones as steps of the price, refused ones as hollow marks. */
function bidsPlot(lot: LotOutcome, events: readonly AuctionEvent[]): string {
  const lotId = String(lot.number);
  const marks = events.flatMap((event) => bidMark(event, lotId));
  if (marks.length === 0) return '<p class="quiet">No bids.</p>';

  const opened =
    events.find((event) => event.kind === 'lot-opened' && event.lotId === lotId)?.at ?? 0;
  const closed = events.find((event) => event.kind === 'hammer-fell' && event.lotId === lotId)?.at;
  const end = Math.max(closed ?? 0, ...marks.map(({ at }) => at), opened + 1);
  const top = marks.reduce((most, { amountWei }) => (amountWei > most ? amountWei : most), 1n);
  const innerWidth = PLOT.width - PLOT.left - PLOT.right;
  const innerHeight = PLOT.height - PLOT.top - PLOT.bottom;
  const x = (at: number) => PLOT.left + (Math.max(0, at - opened) / (end - opened)) * innerWidth;
  // Thousandths of the plot's height: the one place where an amount becomes a length.
  const y = (wei: bigint) => PLOT.top + innerHeight * (1 - Number((wei * 1000n) / top) / 1000);

  const taken = marks.filter((mark) => mark.taken);
  const steps = taken.map((mark, i) => {
    const next = taken[i + 1]?.at ?? end;
    return `${i === 0 ? 'M' : 'V'}${i === 0 ? `${x(mark.at).toFixed(1)} ${y(mark.amountWei).toFixed(1)}` : y(mark.amountWei).toFixed(1)}H${x(next).toFixed(1)}`;
  });
  const dots = marks.map(
    (mark) =>
      `<circle cx="${x(mark.at).toFixed(1)}" cy="${y(mark.amountWei).toFixed(1)}" r="4" class="${mark.taken ? 'taken' : 'refused'}"><title>${formatEth(mark.amountWei as Wei)} ETH by ${escape(mark.source)}, ${mark.taken ? 'taken' : 'refused'}</title></circle>`,
  );
  const seconds = Math.round((end - opened) / 1000);
  return `<svg viewBox="0 0 ${PLOT.width} ${PLOT.height}" role="img" aria-label="Bids over time">
<path class="axis" d="M${PLOT.left} ${PLOT.top}V${PLOT.height - PLOT.bottom}H${PLOT.width - PLOT.right}"/>
<text x="${PLOT.left - 10}" y="${PLOT.top + 5}" class="end">${formatEth(top as Wei)} ETH</text>
<text x="${PLOT.left - 10}" y="${PLOT.height - PLOT.bottom + 5}" class="end">0</text>
<text x="${PLOT.width - PLOT.right}" y="${PLOT.height - 10}" class="end">${seconds} s</text>
<text x="${PLOT.left}" y="${PLOT.height - 10}">lot opens</text>
<path class="price" d="${steps.join('')}"/>
${dots.join('\n')}
</svg>`;
}

function bidMark(event: AuctionEvent, lotId: string): readonly Mark[] {
  if (event.kind !== 'bid-accepted' && event.kind !== 'bid-refused') return [];
  if (event.lotId !== lotId) return [];
  const { placedAt, amountWei, source } = event.bid;
  return [{ at: placedAt, amountWei, source, taken: event.kind === 'bid-accepted' }];
}

const STYLE = `
:root{color-scheme:dark}
body{margin:0 auto;max-width:900px;padding:48px 24px;background:#15120f;color:#f4ede1;font:16px/1.5 system-ui,sans-serif}
h1{font:italic 400 56px/1.1 Georgia,serif;margin:0}
h2{font:400 28px Georgia,serif;margin:48px 0 8px;border-bottom:1px solid #4a3b2f}
h3{font:400 22px Georgia,serif;margin:24px 0 0}
.label{color:#c9b48f;font-size:12px;letter-spacing:.2em;text-transform:uppercase;margin:0}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(240px,1fr));gap:24px;margin:32px 0}
.value{font-size:24px;margin:4px 0}
.outcome.sold{color:#e7c37b}.outcome.passed,.quiet{color:#a8977e}
code{color:#c9bda9;overflow-wrap:anywhere}
th{text-align:left;font-weight:400;color:#a8977e;padding-right:24px;vertical-align:top}
svg{width:100%;height:auto}
.axis{fill:none;stroke:#4a3b2f}.price{fill:none;stroke:#e7c37b;stroke-width:2}
.taken{fill:#e7c37b}.refused{fill:none;stroke:#a8977e}
text{fill:#a8977e;font-size:12px}.end{text-anchor:end}
`;
