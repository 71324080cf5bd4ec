import { expect, test } from '@playwright/test';
import { createDocket } from '../../../src/run/docket.ts';
import type { RowReport } from '../../../src/run/types.ts';
import type { Requirement } from '../../../src/verdict/types.ts';

/** A docket of rows a to e, whose judgements end when the test says so. */
function docketOf(atOnce: number) {
  const begun: string[] = [];
  const ends = new Map<string, (report: RowReport) => void>();
  const rows = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }) as Requirement);
  const judge = ({ id }: Requirement) => {
    begun.push(id);
    return new Promise<RowReport>((resolve) => ends.set(id, resolve));
  };
  const docket = createDocket({ rows, judge, atOnce });
  const end = async (id: string): Promise<void> => {
    ends.get(id)?.({ result: { id }, contract: [] } as unknown as RowReport);
    await docket.report(id);
  };
  return { docket, begun, end };
}

test('a row that is asked for is begun once, and its report is the same for all who ask', async () => {
  const { docket, begun, end } = docketOf(1);
  const first = docket.report('b');
  const second = docket.report('b');
  await end('b');
  expect(await first).toBe(await second);
  expect(begun).toEqual(['b']);
});

test('expected rows follow in their order, so many at a time', async () => {
  const { docket, begun, end } = docketOf(2);
  docket.expect(['a', 'b', 'd', 'e']);
  void docket.report('a');
  expect(begun).toEqual(['a', 'b']);
  await end('a');
  expect(begun).toEqual(['a', 'b', 'd']);
  await end('b');
  expect(begun).toEqual(['a', 'b', 'd', 'e']);
});

test('a row that nobody expects is begun only when it is asked for, at once', async () => {
  const { docket, begun } = docketOf(1);
  docket.expect(['a']);
  void docket.report('a');
  void docket.report('c');
  expect(begun).toEqual(['a', 'c']);
});

test('a closed docket begins nothing, and ends what it has begun', async () => {
  const { docket, begun, end } = docketOf(1);
  docket.expect(['a', 'b']);
  const report = docket.report('a');
  docket.close();
  await end('a');
  expect((await report).result.id).toBe('a');
  expect(begun).toEqual(['a']);
  await expect(docket.report('b')).rejects.toThrow('stopped');
});

test('a row that the run does not judge is refused', async () => {
  await expect(docketOf(1).docket.report('z')).rejects.toThrow('does not judge z');
});
