import { appendFileSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

// Loaded first by every process of a measured command: writes what the process used, once it ends.
const file = process.env.BENCH_USAGE;
if (file)
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime } = process.resourceUsage();
    const markers = performance.getEntriesByType('mark').map(({ name, startTime }) => [name, startTime]);
    const used = { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakBytes: peakBytes(), marks: markers };
    appendFileSync(file, `${JSON.stringify(used)}\n`);
  });

/** Highest resident set. Linux starts `maxRSS` of a process at that of the process which started it. */
function peakBytes() {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kilobytes) return Number(kilobytes) * 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
}
