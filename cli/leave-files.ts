import { writeFileSync } from 'node:fs';
import { buildReport } from '../engine/app/report.js';
import type { AuctionResult } from '../engine/app/result.js';
import type { Entry } from '../engine/ports/ledger.js';
import type { HouseFolder } from './house-folder.js';

/** What a house leaves behind, and where. */
export interface HouseOutcome {
  readonly result: AuctionResult;
  readonly files: {
    /** Absent where the ingest is not ours to record. */
    readonly recording?: string;
    readonly ledger: string;
    readonly report: string;
    readonly result: string;
  };
}

/**
 * Writes what a house leaves for people and scripts.
 *
 * @param writeBook - writes the whole book as JSON Lines
 */
export function leaveFiles(
  folder: HouseFolder,
  parts: {
    readonly result: AuctionResult;
    readonly entries: readonly Entry[];
    readonly writeBook: (path: string) => void;
    readonly hasRecording: boolean;
  },
): HouseOutcome {
  const { ledger, report, result, recording } = folder;
  parts.writeBook(ledger);
  writeFileSync(result, `${JSON.stringify(parts.result, undefined, 2)}\n`);
  writeFileSync(report, buildReport(parts.result, parts.entries));
  return {
    result: parts.result,
    files: { ledger, report, result, ...(parts.hasRecording ? { recording } : {}) },
  };
}
