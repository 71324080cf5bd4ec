import { Worker } from 'node:worker_threads';

/** Runs beside the code that it watches, which may be in an endless loop. */
const WATCHER = `
const { parentPort, workerData } = require('node:worker_threads');
const used = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
let start = used();
parentPort.on('message', () => { start = used(); });
setInterval(() => { if (used() - start > workerData) process.kill(process.pid, 'SIGKILL'); }, 500);
`;

/**
 * Kills this process once a job has used so much processor time, which a busy machine does not stretch.
 * @returns what to call when a job starts
 */
export function limitCpu(limitMs: number): () => void {
  const watcher = new Worker(WATCHER, { eval: true, workerData: limitMs, execArgv: [] });
  watcher.unref();
  return () => watcher.postMessage('start');
}
