/** Every way the house can fail. One row a failure: the docs, exit codes and retries read it. */
export const FAILURES = {
  AMOUNT_INVALID: { exit: 65, retryable: false, hint: 'Write the amount in ETH, such as 1.25.' },
  ARTWORK_MISSING: {
    exit: 65,
    retryable: false,
    hint: 'Put the file there, or correct `artwork`.',
  },
  AUCTION_NOT_OPEN: { exit: 65, retryable: false, hint: 'Start the house with `sothebais up`.' },
  AUCTION_OVER: {
    exit: 65,
    retryable: false,
    hint: 'Name another folder with `--data`; `sothebais verify` checks what this one holds.',
  },
  AUCTION_UNKNOWN: {
    exit: 65,
    retryable: false,
    hint: 'Leave out `--auction` for the newest in the folder.',
  },
  BIDDER_UNCOVERED: {
    exit: 65,
    retryable: false,
    hint: 'Wait for his deposit, or decline in his name.',
  },
  BIDDER_UNKNOWN: {
    exit: 65,
    retryable: false,
    hint: 'List the paddles with `sothebais bidder list`.',
  },
  BID_UNKNOWN: {
    exit: 65,
    retryable: false,
    hint: 'List the bids with `sothebais bid list`.',
  },
  BOOK_DAMAGED: { exit: 65, retryable: false, hint: 'Restore the book from a copy.' },
  BOOK_TOO_NEW: { exit: 65, retryable: false, hint: 'Read it with a newer sothebais.' },
  BOOK_UNWRITABLE: {
    exit: 75,
    retryable: true,
    hint: 'Make room on the disk that holds the book: the floor waits and then goes on.',
  },
  BROWSER_FAILED: {
    exit: 69,
    retryable: true,
    hint: 'Run `sothebais doctor`; set `stage.chromiumPath` to another Chromium.',
  },
  BROWSER_MISSING: {
    exit: 69,
    retryable: false,
    hint: 'Install Chromium, or set `stage.chromiumPath`.',
  },
  CAMPAIGN_INVALID: {
    exit: 65,
    retryable: false,
    hint: 'Correct the campaign file and run again.',
  },
  CAMPAIGN_RUNNING: {
    exit: 75,
    retryable: true,
    hint: 'Stop the other `campaign run`, or use another folder.',
  },
  CATALOGUE_INVALID: { exit: 65, retryable: false, hint: 'Correct the catalogue and run again.' },
  CHAIN_FAILED: { exit: 69, retryable: true, hint: 'Is the chain up at `chain.rpcUrl`?' },
  CHAIN_REFUSED: {
    exit: 65,
    retryable: false,
    hint: 'The chain will say the same again: correct what it names.',
  },
  CONFIG_INVALID: { exit: 78, retryable: false, hint: 'Correct the setting and run again.' },
  CONSUMER_FAILED: {
    exit: 75,
    retryable: true,
    hint: 'Mend the consumer, then run the same command again: with `--cursor` it goes on.',
  },
  CREDENTIAL_REJECTED: { exit: 77, retryable: false, hint: 'Renew the key, then run again.' },
  CURSOR_WRONG: {
    exit: 65,
    retryable: false,
    hint: 'Name another file with `--cursor`, or remove this one to begin anew.',
  },
  DESTINATION_INVALID: {
    exit: 65,
    retryable: false,
    hint: 'Give an rtmp://, rtmps:// or srt:// address, or the path of an .mp4, .mkv, .flv or .m3u8.',
  },
  DESTINATION_KNOWN: {
    exit: 65,
    retryable: false,
    hint: 'Choose another `--id`, or remove that one first: `sothebais stream list`.',
  },
  DESTINATION_LOST: {
    exit: 69,
    retryable: true,
    hint: 'Is the address right, and the network up? The stream tries again by itself.',
  },
  DESTINATION_REFUSED: {
    exit: 77,
    retryable: true,
    hint: 'Compare the stream key with the one the destination shows.',
  },
  DESTINATION_STALLED: {
    exit: 69,
    retryable: true,
    hint: 'The destination does not read what it is sent: is it well? Lower the bitrate, or try another.',
  },
  DESTINATION_UNKNOWN: {
    exit: 65,
    retryable: false,
    hint: 'List the destinations with `sothebais stream list`.',
  },
  ENCODER_FAILED: {
    exit: 69,
    retryable: true,
    hint: 'Run `sothebais doctor`; set `encoder.codec` or `stage.backend` to another one.',
  },
  ENCODER_MISSING: {
    exit: 69,
    retryable: false,
    hint: 'Install FFmpeg 5 or newer, or set `encoder.ffmpegPath`.',
  },
  ERRAND_UNKNOWN: {
    exit: 65,
    retryable: false,
    hint: 'List what was given up with `sothebais events dead list`.',
  },
  EVENT_KIND_UNKNOWN: {
    exit: 65,
    retryable: false,
    hint: 'List the kinds with `sothebais events tail --help`.',
  },
  FOLDER_UNWRITABLE: {
    exit: 69,
    retryable: false,
    hint: 'Choose another folder, or make this one writable.',
  },
  HOST_FAILED: { exit: 69, retryable: true, hint: 'The show goes on; is the model up?' },
  HOST_UNABLE: {
    exit: 69,
    retryable: false,
    hint: 'Leave out the agent plugin that asks for it.',
  },
  HOUSE_DOWN: { exit: 69, retryable: true, hint: 'Start the house with `sothebais up`.' },
  HOUSE_RUNNING: {
    exit: 75,
    retryable: true,
    hint: 'Stop the other house, or use another folder.',
  },
  INPUT_INVALID: { exit: 65, retryable: false, hint: 'Correct the line and run again.' },
  INPUT_MISSING: { exit: 65, retryable: false, hint: 'Check the path and run again.' },
  INTERRUPTED: { exit: 130, retryable: false, hint: 'Run `up` on the same folder to go on.' },
  LEDGER_CONFLICT: { exit: 75, retryable: true, hint: 'Read the book again, then retry.' },
  LINE_VETOED: { exit: 65, retryable: false, hint: 'The line said what is not on screen.' },
  LOT_NOT_OPEN: { exit: 65, retryable: false, hint: 'See where the lot stands, then try again.' },
  LOT_UNKNOWN: { exit: 65, retryable: false, hint: 'Compare the lot with the catalogue.' },
  ON_AIR_WRONG: {
    exit: 69,
    retryable: true,
    hint: 'Look at the picture: `sothebais stream snapshot`, `sothebais stream status`.',
  },
  PREFLIGHT_FAILED: {
    exit: 69,
    retryable: true,
    hint: 'There is time before the doors open: `sothebais stream status`, `sothebais doctor`.',
  },
  QUEUE_MISSING: { exit: 69, retryable: false, hint: 'Install redis-server, or set `queue.url`.' },
  QUEUE_UNREACHABLE: { exit: 69, retryable: true, hint: 'Is Redis up at `queue.url`?' },
  SANDBOX_FAILED: { exit: 69, retryable: true, hint: 'Run `sothebais doctor`.' },
  SNAPSHOT_WRONG: {
    exit: 75,
    retryable: false,
    hint: 'It was removed: run `sothebais up` again, and the book is read whole.',
  },
  TIMED_OUT: { exit: 75, retryable: true, hint: 'Try again.' },
  TOOLS_MISSING: { exit: 69, retryable: false, hint: 'Run `sothebais doctor`.' },
  WHY_MISSING: {
    exit: 65,
    retryable: false,
    hint: 'Add `--why "…"`: it stands in the book.',
  },
  X_FAILED: { exit: 69, retryable: true, hint: 'Is X up, and the network?' },
  X_REFUSED: { exit: 69, retryable: false, hint: 'Change what was asked of X.' },
  ZONE_UNKNOWN: { exit: 65, retryable: false, hint: 'Correct `zone` in the campaign file.' },
} as const satisfies Record<string, { exit: number; retryable: boolean; hint: string }>;

export type FailureCode = keyof typeof FAILURES;

/** An operating failure: expected, named, and carrying what to do next. */
export class SothebaisError extends Error {
  override readonly name = 'SothebaisError';
  readonly code: FailureCode;
  readonly details: Readonly<Record<string, string | number>>;
  readonly #hint: string | undefined;

  constructor(code: FailureCode, message: string, options: FailureOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
    this.#hint = options.hint;
  }

  get exitCode(): number {
    return FAILURES[this.code].exit;
  }

  get retryable(): boolean {
    return FAILURES[this.code].retryable;
  }

  /** What to do next: the table's words, unless the thrower knew better ones. */
  get hint(): string {
    return this.#hint ?? FAILURES[this.code].hint;
  }
}

interface FailureOptions {
  readonly cause?: unknown;
  readonly details?: Readonly<Record<string, string | number>>;
  readonly hint?: string;
}
