import type { FailureCode } from '../engine/domain/errors.js';

/** The word on its standard input that ends an auditor: it reads to the end, and keeps that. */
export const FINISH = 'finish';

/** What an auditor tells its house, a line each. */
export type AuditorNews =
  /** The book is right up to here, which was its end. */
  | { readonly kind: 'checked'; readonly sequence: number }
  | { readonly kind: 'kept'; readonly sequence: number }
  | { readonly kind: 'not-kept'; readonly message: string }
  | {
      readonly kind: 'fault';
      readonly code: FailureCode;
      readonly message: string;
      readonly details: Readonly<Record<string, string | number>>;
    };
