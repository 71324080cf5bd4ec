import { randomBytes, randomUUID } from 'node:crypto';

let counter = 0;

/**
 * Fills `{run}`, `{uuid}` and `{n}` of the templates of one set of ids: each stands for the same value in all of them,
 * so that two ids differ in nothing but what the templates say.
 */
export function idWords(): (template: string) => string {
  const words: Readonly<Record<string, string>> = {
    run: randomBytes(4).toString('hex'),
    uuid: randomUUID(),
    n: String(++counter),
  };
  return (template) => template.replace(/\{(run|uuid|n)\}/g, (_, word: string) => words[word] ?? '');
}
