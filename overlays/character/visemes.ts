/** Shapes of a mouth: one at rest and six that speech is made of. */
export type Viseme = 'rest' | 'closed' | 'small' | 'open' | 'wide' | 'round' | 'teeth';

/** Time one written character takes to say, in milliseconds. */
const CHARACTER_MS = 62;
/** A mouth holds each shape at least so long; faster reads as chatter. */
const SHAPE_MS = 100;
/** What is kept of a line's time for the mouth to come to rest before the line goes. */
const REST_MS = 300;

/** A line that is being said. */
export interface SpokenLine {
  readonly text: string;
  readonly sinceMs: number;
  readonly untilMs: number;
}

/** How long a line takes to say, in milliseconds: never longer than it stays up. */
export function speakingMs({ text, sinceMs, untilMs }: SpokenLine): number {
  return Math.max(0, Math.min(text.length * CHARACTER_MS, untilMs - sinceMs - REST_MS));
}

/** The mouth at `nowMs`, read off the text: at rest before, after and when nothing is said. */
export function visemeAt(line: SpokenLine | undefined, nowMs: number): Viseme {
  if (!line) return 'rest';
  const elapsedMs = nowMs - line.sinceMs;
  const lastsMs = speakingMs(line);
  if (elapsedMs < 0 || elapsedMs >= lastsMs) return 'rest';
  const shapeAtMs = Math.floor(elapsedMs / SHAPE_MS) * SHAPE_MS;
  const index = Math.floor((shapeAtMs / lastsMs) * line.text.length);
  return visemeOf(line.text.charCodeAt(index), index);
}

/** The shape of one character; scripts we cannot read open and close by their place in the line. */
export function visemeOf(code: number, index: number): Viseme {
  if (code > 0x24f) return UNREAD[(code + index) % UNREAD.length] ?? 'small';
  return SHAPES.get(String.fromCharCode(code).toLowerCase()) ?? 'small';
}

const UNREAD: readonly Viseme[] = ['small', 'open', 'closed', 'wide', 'round'];

const SHAPES = new Map<string, Viseme>([
  ...letters('open', 'aáàâäå4h'),
  ...letters('wide', 'eiyéèê379'),
  ...letters('round', 'ouwqóöü02'),
  ...letters('closed', 'mbp ,.;:!?-'),
  ...letters('teeth', 'fvszxc56'),
]);

function letters(viseme: Viseme, characters: string): readonly (readonly [string, Viseme])[] {
  return Array.from(characters, (character) => [character, viseme] as const);
}
