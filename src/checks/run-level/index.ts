import type { CheckDescription } from '../../spec-loader/requirements.ts';
import type { Check } from '../types.ts';

const operation = { operation: { type: 'string' } };

/** Rows that are judged from all exchanges of the run when it has ended: nothing runs for them. */
const DESCRIPTIONS: readonly CheckDescription[] = [
  {
    name: 'response-contract',
    facts: ['schema', 'json', 'mediaType', 'bom', 'compression'],
    with: { required: ['operation', 'status'], properties: { ...operation, status: { type: 'integer' } } },
  },
  {
    name: 'undocumented-status',
    facts: ['documented'],
    with: { required: ['operation'], properties: operation },
  },
  { name: 'no-secret-in-answers', facts: ['secret', 'stackTrace'] },
  { name: 'stays-gone', facts: ['victim'] },
  { name: 'still-lives', facts: ['bystander'] },
];

/** The settled checks; `run` rejects with an Error. */
export const SETTLED: readonly Check[] = DESCRIPTIONS.map((description) => ({
  ...description,
  async run() {
    throw new Error(`${description.name} is judged at the end of the run`);
  },
}));
