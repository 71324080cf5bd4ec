import { expect, test } from '@playwright/test';
import { SLOW } from '../../part.ts';
import { instrument } from './instrument.ts';
import { Worker } from './pool.ts';

test('a mutant is killed, survives, or is not reached, and the next one starts anew', SLOW, async () => {
  const { mutants } = await instrument();
  const worker = new Worker();
  const judged = async (file: string, after: string): Promise<object> => {
    const mutant = mutants.find((one) => one.file === file && one.after === after);
    if (!mutant) throw new Error(`no mutant ${after}`);
    return worker.do({ vendor: 'knot', mutant: mutant.id, large: false });
  };
  try {
    expect(await judged('knot/behaviour.ts', 'deleteUser: () => undefined,')).toMatchObject({ status: 'killed' });
    const same = { status: 'survived', by: 'same answers' };
    expect(await judged('answer.ts', 'this.name = "";')).toEqual(same);
    const unreached = { status: 'survived', by: 'no run reaches it' };
    expect(await judged('knot/index.ts', 'adopt(ids) {},')).toEqual(unreached);
  } finally {
    worker.close();
  }
});

test('a mutant with which there is no sandbox leaves nothing to judge', SLOW, async () => {
  const { mutants } = await instrument();
  const worker = new Worker();
  try {
    const none = mutants.find(({ file, after }) => file === 'knot/index.ts' && after === 'const [own, other] = [];');
    const job = { vendor: 'knot', mutant: none?.id ?? '', large: false } as const;
    expect(await worker.do(job)).toMatchObject({ status: 'broken' });
  } finally {
    worker.close();
  }
});
