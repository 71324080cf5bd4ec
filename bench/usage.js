import { appendFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

// Loaded first by every process of a measured command: writes what the process used, once it ends.
const file = process.env.BENCH_USAGE;
if (file)
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const marks = performance.getEntriesByType('mark').map(({ name, startTime }) => [name, startTime]);
    const used = { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakBytes: maxRSS * 1024, marks };
    appendFileSync(file, `${JSON.stringify(used)}\n`);
  });
