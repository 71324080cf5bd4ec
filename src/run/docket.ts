import type { Requirement } from '../verdict/types.ts';
import type { RowReport } from './types.ts';

/** The rows of a run, judged in this process, some at a time. */
export interface Docket {
  /**
   * The report of a row, which is begun now if it was not. Others follow in the order of the docket without being asked.
   * @throws Error for a row that is not on the docket, or that was not begun before the docket was closed
   */
  report(id: string): Promise<RowReport>;
  /** Begins with these, so many at a time, without being asked for them. */
  expect(ids: readonly string[]): void;
  /** Begins no further row. */
  close(): void;
}

export interface DocketOptions {
  readonly rows: readonly Requirement[];
  /** Judges one row; should not throw. */
  readonly judge: (row: Requirement) => Promise<RowReport>;
  /** How many rows are under way together: each has waits of its own, so a slow target costs the longest, not the sum. */
  readonly atOnce: number;
}

/** Makes a docket on which nothing has begun. Rows that nobody expects are begun only when they are asked for. */
export function createDocket({ rows, judge, atOnce }: DocketOptions): Docket {
  const begun = new Map<string, Promise<RowReport>>();
  let waiting: readonly Requirement[] = [];
  let underWay = 0;
  let isOpen = true;

  const begin = (row: Requirement): Promise<RowReport> => {
    underWay += 1;
    const report = judge(row).finally(() => {
      underWay -= 1;
      follow();
    });
    // Whoever asks for it is told; nobody may ever.
    report.catch(() => undefined);
    begun.set(row.id, report);
    return report;
  };

  function follow(): void {
    while (isOpen && underWay < atOnce) {
      const next = waiting.find(({ id }) => !begun.has(id));
      if (!next) return;
      void begin(next);
    }
  }

  return {
    async report(id) {
      const known = begun.get(id);
      if (known) return known;
      const row = rows.find((one) => one.id === id);
      if (!row) throw new Error(`This run does not judge ${id}.`);
      if (!isOpen) throw new Error('The run has been stopped.');
      const report = begin(row);
      follow();
      return report;
    },
    expect(ids) {
      const expected = new Set(ids);
      waiting = rows.filter((row) => expected.has(row.id));
      follow();
    },
    close() {
      isOpen = false;
    },
  };
}
