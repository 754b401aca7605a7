import { expect, test } from 'vitest';
import { queuedBytes } from './kernel-queue.js';

const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
   1: 0100007F:C350 0100007F:1F90 01 000186A0:00000000 01:00000014 00000000     0        0 2 2 0 20 4 30 10 -1
  12: 0100007F:1F90 0100007F:C350 01 00000000:00004E20 00:00000000 00000000     0        0 3 2 0 20 4 30 10 -1
`;

test('reads the send queue of our end, and of no other', () => {
  expect(queuedBytes(TABLE, 0xc350, 0x1f90)).toBe(100_000);
  expect(queuedBytes(TABLE, 0x1f90, 0xc350)).toBe(0);
});

test('knows nothing of a connection that is not there, or only listens', () => {
  expect(queuedBytes(TABLE, 0x1f90, 0)).toBeUndefined();
  expect(queuedBytes(TABLE, 0xc351, 0x1f90)).toBeUndefined();
  expect(queuedBytes('', 1, 2)).toBeUndefined();
});
