/** Runs the real programs, for tests of rooms that do not know the adapters. */
export { createProcesses } from '../adapters/process/processes.js';
