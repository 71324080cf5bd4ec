import { expect, test } from '@playwright/test';
import type { Sent } from './replay.ts';
import { Behaviours } from './same-behaviour.ts';

const sent = (...urls: string[]): Sent[] =>
  urls.map((url) => ({ wire: { method: 'GET', url, headers: [] }, at: 0, requirement: undefined }));

/** Behaviours of mutants that answer as `mutant.answer` says at the moment. */
function behaviours(): { mutant: { answer: (url: string) => string }; known: Behaviours } {
  const mutant = { answer: (url: string) => url };
  const known = new Behaviours(async (requests, isEnough = () => false) => {
    const answers: string[] = [];
    for (const [index, { wire }] of requests.entries()) {
      answers.push(mutant.answer(wire.url));
      if (isEnough(answers[index] ?? '', index)) break;
    }
    return answers;
  });
  return { mutant, known };
}

test('a mutant that answers all requests of an earlier one alike shares what became of it', async () => {
  const { mutant, known } = behaviours();
  await known.keep(['plain'], [sent('/a'), sent('/b', '/c')], { status: 'changed', by: 'x' });
  expect(await known.like(['plain'])).toEqual({ status: 'changed', by: 'x' });
  mutant.answer = (url) => (url === '/b' ? 'another' : url);
  expect(await known.like(['plain'])).toBeUndefined();
});

test('mutants that answer the plain run differently are not compared', async () => {
  const { known } = behaviours();
  await known.keep(['plain'], [sent('/a')], { status: 'changed' });
  expect(await known.like(['other'])).toBeUndefined();
});
