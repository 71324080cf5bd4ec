import { describe, named } from './body-mutation.ts';
import type { GenerationContext } from './generation-context.ts';
import { placeOfId, withRawId } from './id-place.ts';
import type { RequestCase } from './types.ts';
import { withBody } from './draft-request.ts';

/** Deeper than the readers of JSON go that recurse and have a limit; those without one run out of stack far below. */
const LEVELS = 1000;

const nested = (inner: string): Buffer => Buffer.from('['.repeat(LEVELS) + inner + ']'.repeat(LEVELS));

/** `nested`: JSON a thousand levels deep, with the id or the whole body at its bottom (A50). */
export function nesting(context: GenerationContext): RequestCase[] {
  const location = placeOfId(context);
  if (context.model(context.usualIds) === undefined) return [];
  const inArrays = withRawId(context, {
    name: named('nested.id', location),
    description: `${describe(location)} is nested in ${LEVELS} arrays`,
    write: (id) => nested(JSON.stringify(id)),
  });
  const body: RequestCase = {
    name: 'nested.body',
    description: `the body is nested in ${LEVELS} arrays`,
    conforms: false,
    ids: context.usualIds,
    apply: (draft) => withBody(draft, nested(draft.body?.toString('utf8') ?? '')),
  };
  return [...inArrays, body].map((one) => ({ ...one, provoking: true }));
}
