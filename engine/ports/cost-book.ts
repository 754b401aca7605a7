/** What an auction has cost on X so far, kept over restarts. */
export interface CostBook {
  /** In millionths of a US dollar; 0 where nothing was written. */
  read(): bigint;
  write(microUsd: bigint): void;
}
