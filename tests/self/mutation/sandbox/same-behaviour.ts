import { createHash } from 'node:crypto';
import type { Sent } from './replay.ts';
import type { Answer } from './types.ts';

/** Recorded runs are large. */
const MOST = 60;

/** Sends the requests of a run to the mutant that is switched on, until one answer is enough. */
type Replay = (sent: readonly Sent[], isEnough?: (answer: string, index: number) => boolean) => Promise<string[]>;

/** A mutant that was judged: what its runs sent, what they were answered, and what became of it. */
interface Known {
  readonly key: string;
  readonly runs: readonly { readonly sent: readonly Sent[]; readonly digests: readonly string[] }[];
  readonly answer: Answer;
}

/** What became of the mutants that were judged last, for those that behave like one of them. */
export class Behaviours {
  readonly #replay: Replay;
  #known: Known[] = [];

  constructor(replay: Replay) {
    this.#replay = replay;
  }

  /**
   * What became of an earlier mutant that answered all that its runs sent as the one does that is switched on: the runs
   * of this one would be the same.
   * @param answers to the plain run's requests: only mutants that gave these are compared
   */
  async like(answers: readonly string[]): Promise<Answer | undefined> {
    const key = digest(JSON.stringify(answers));
    for (const one of this.#known) if (one.key === key && (await this.#isLike(one))) return one.answer;
    return undefined;
  }

  /** Keeps what became of the mutant that is switched on, and what its runs sent. */
  async keep(answers: readonly string[], sent: readonly (readonly Sent[])[], answer: Answer): Promise<void> {
    const runs: Known['runs'][number][] = [];
    for (const one of sent) runs.push({ sent: one, digests: (await this.#replay(one)).map(digest) });
    this.#known = [...this.#known, { key: digest(JSON.stringify(answers)), runs, answer }].slice(-MOST);
  }

  async #isLike({ runs }: Known): Promise<boolean> {
    for (const { sent, digests } of runs) {
      const answers = await this.#replay(sent, (answer, index) => digest(answer) !== digests[index]);
      if (answers.map(digest).join() !== digests.join()) return false;
    }
    return true;
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64').slice(0, 16);
}
