import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer, Job } from './types.ts';

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));
/** For what waits and uses no processor time: that has a limit of its own. */
const LIMIT_MS = 30 * 60_000;
/** Modules are never forgotten by a process. */
const MOST_JOBS = 700;

/** A process that judges mutants; another one takes its place where one hangs, or has done enough. */
export class Worker {
  #child: ChildProcess | undefined;
  #jobs = 0;

  /** Does a job; one that ends its process, or waits for nothing, ran out of time. */
  async do(job: Job): Promise<Answer> {
    if (this.#jobs >= MOST_JOBS) this.close();
    this.#child ??= fork(WORKER, { execArgv: ['--import', 'tsx'] });
    this.#jobs += 1;
    const child = this.#child;
    const said = await new Promise<Answer>((resolve) => {
      const end = (answer: Answer): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        resolve(answer);
      };
      const timer = setTimeout(() => end({ status: 'timeout' }), LIMIT_MS);
      child.once('message', (answer) => end(answer as Answer));
      child.once('exit', () => end({ status: 'timeout' }));
      child.send(job);
    });
    if (said.status === 'timeout') {
      child.kill('SIGKILL');
      this.#forget();
    }
    return said;
  }

  /** Lets the process end. */
  close(): void {
    this.#child?.disconnect();
    this.#forget();
  }

  #forget(): void {
    this.#child = undefined;
    this.#jobs = 0;
  }
}
