/** Until the next is found, once it is due. */
const LOOK_EVERY_MS = 1;
/** When it is late by more than a frame: nobody may be asking. */
const IDLE_LOOK_EVERY_MS = 4;

/**
 * Looks for what comes about every `frameMs`, without being told when it is there.
 *
 * It looks again one frame after it found one, and from then on every millisecond. So it stays
 * less than two milliseconds behind whoever sets the pace, at two looks a frame.
 *
 * @param look - returns whether it found any
 * @param fail - is told once that it threw; nobody looks any more then
 */
export function lookOut(look: () => boolean, frameMs: number, fail: () => void): void {
  let dueMs = performance.now();
  const turn = (): void => {
    const nowMs = performance.now();
    try {
      if (look()) dueMs = nowMs + frameMs;
    } catch {
      fail();
      return;
    }
    again();
  };
  const again = (): void => {
    const waitMs = dueMs - performance.now();
    const everyMs = waitMs < -frameMs ? IDLE_LOOK_EVERY_MS : LOOK_EVERY_MS;
    const delay = Math.max(everyMs, Math.floor(waitMs));
    // A timer of a timer of a timer waits four milliseconds at the least; a task does not.
    void scheduler.postTask(turn, { delay });
  };
  again();
}
