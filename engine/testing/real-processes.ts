import { createProcesses } from '../adapters/process/processes.js';
import type { ChildProgram, Processes } from '../ports/processes.js';

/** Runs the real programs, for tests of rooms that do not know the adapters. */
export { createProcesses };

/** The same; each program that is started is added to `started`. */
export function noteProcesses(started: ChildProgram[]): Processes {
  const real = createProcesses();
  return {
    start: async (...order) => {
      const program = await real.start(...order);
      started.push(program);
      return program;
    },
  };
}
