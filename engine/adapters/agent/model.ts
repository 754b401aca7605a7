import type { ShowState } from '../../domain/show.js';
import type { HostTurn } from '../../ports/host.js';

/** What the host is asked for: a line for a turn of the show, or an answer to a viewer. */
export type Asked =
  | { readonly turn: HostTurn }
  | { readonly words: { readonly from: string; readonly text: string } };

/** Something said in the room lately, oldest first in its list. */
export interface Said {
  readonly who: 'host' | 'viewer';
  readonly text: string;
}

/** What the prompt says, as values. Read back from the prompt itself, so there is no more to it. */
export interface ModelContext {
  readonly asked: Asked;
  readonly show: ShowState;
  readonly recent: readonly Said[];
}

/** One call of a language model. */
export interface ModelRequest {
  readonly system: string;
  readonly prompt: string;
  readonly context: ModelContext;
  /** Longest text that can be used, in UTF-16 units. */
  readonly lengthMax: number;
  readonly signal: AbortSignal;
}

/**
 * Whatever writes the host's words.
 *
 * It returns plain words and nothing else: no markup, no actions. An empty text says that there
 * is nothing to say. It may fail or be slow: the show goes on without the line.
 */
export interface LanguageModel {
  readonly name: string;
  write(request: ModelRequest): Promise<string>;
}
