import type { User } from '../users/types.ts';
import { NotJudgedError } from '../users/not-judged-error.ts';
import type { Requirement } from '../verdict/types.ts';
import { sendJudged } from './steps/judged-request.ts';
import { spellingsIn } from './steps/response-facts.ts';
import { responseAndEffect } from './steps/response-matches-effect.ts';
import { bystander } from './steps/user-effects.ts';
import { notObserved } from '../verdict/not-judged.ts';
import type { Check, CheckContext, Observation } from './types.ts';
import { combined, describeVariations, VARIATION_NAMES, variationOf, varied } from './variations/index.ts';
import type { RequestVariation } from './variations/index.ts';

/**
 * A valid deletion of a living user in other spellings: what it is answered, and what becomes of the user (A33). Variations
 * that touch different parts go together in one request; where that is not answered and carried out like the usual one,
 * each is tried alone, with a user of its own.
 */
export const variedDeletion: Check = {
  name: 'varied-deletion',
  facts: ['status', 'body', 'listed', 'effect', 'victim', 'firstLook', 'bystander'],
  with: {
    required: ['variations'],
    properties: {
      variations: { type: 'array', minItems: 1, items: { enum: [...VARIATION_NAMES] } },
      header: {
        type: 'object',
        required: ['name', 'value'],
        additionalProperties: false,
        properties: { name: { type: 'string' }, value: { type: 'string' } },
      },
    },
  },
  needs: (requirement) => {
    const deleted = requestsOf(requirement).length;
    return deleted === 1 ? { deleted, preserved: 1, shared: 1 } : { deleted, preserved: 0 };
  },
  async run(context) {
    const requests = requestsOf(context.requirement);
    // Where ids that nobody has are listed, a listed id shows nothing (A29).
    if (requests.flat().some(({ part }) => part === 'ids') && !context.preflightResult.unknownIsNotFound)
      return [{ about: 'the deletion', exchanges: [], notJudged: echoed }];
    const users = await context.users.acquire(
      ...requests.map(() => ({})),
      ...(requests.length === 1 ? [{ shared: true as const }] : []),
    );
    const observations: Observation[] = [];
    // Where users are proven alive by deleting them, the next deletion itself is the proof.
    const isRepeat = context.preflightResult.observe === 'repeat';
    for (const [at, variations] of requests.entries()) {
      const seen = await together(context, variations, users[at] as User);
      observations.push(...seen);
      if (isRepeat && at > 0) observations.push(livedUntilNow(seen));
      // Users are dear: who is deleted next must have survived this.
      const other = isRepeat && at + 1 < requests.length ? undefined : users[at + 1];
      const acts = [...new Set(seen.flatMap(({ exchanges }) => exchanges))].filter(({ role }) => role === 'act');
      if (other) observations.push(await bystander(context, other, acts));
    }
    return observations;
  },
};

/** An accepted deletion shows that its user had lived until then. */
function livedUntilNow(seen: readonly Observation[]): Observation {
  const about = 'another user';
  const exchanges = [...new Set(seen.flatMap((one) => one.exchanges))];
  const lived = seen.some(({ facts }) => /^(?:accepted|listed) and /.test(String(facts?.['effect'])));
  return lived
    ? { about, exchanges, facts: { bystander: 'living' } }
    : { about, exchanges, notJudged: notObserved('A deletion that was refused does not show that its user lived.') };
}

function requestsOf({ with: { variations, header } }: Pick<Requirement, 'with'>): RequestVariation[][] {
  const named = (variations as readonly string[]).map(variationOf);
  return combined(header === undefined ? named : [...named, withHeader(header as { name: string; value: string })]);
}

/** A header of the vendor's own, which every request may carry. */
function withHeader({ name, value }: { name: string; value: string }): RequestVariation {
  const draft: RequestVariation['draft'] = (given) => ({ ...given, headers: [...given.headers, [name, value]] });
  return { name: 'header', description: `${name}: ${value}`, part: 'header', draft };
}

/** All variations in one request; each alone where that did not end as it should. */
async function together(
  context: CheckContext,
  variations: readonly RequestVariation[],
  user: User,
): Promise<Observation[]> {
  const seen = await deleteVaried(context, variations, user);
  if (variations.length === 1 || !seen.some(isOff)) return seen;
  const apart: Observation[][] = [];
  for (const one of variations) apart.push(await alone(context, one));
  // What only happens to all of them together is charged to them together.
  return apart.some((each) => each.some(isOff)) ? apart.flat() : seen;
}

async function alone(context: CheckContext, variation: RequestVariation): Promise<Observation[]> {
  try {
    const [user] = await context.users.acquire({});
    return await deleteVaried(context, [variation], user as User);
  } catch (error) {
    if (!(error instanceof NotJudgedError)) throw error;
    return [{ about: variation.description, exchanges: error.exchanges, notJudged: error.notJudged }];
  }
}

async function deleteVaried(
  context: CheckContext,
  variations: readonly RequestVariation[],
  user: User,
): Promise<Observation[]> {
  const about = `a deletion with ${describeVariations(variations)}`;
  const request = varied(context.deletion([user.id]), variations, context.vendor, context.idFiller()('{run}'));
  const response = await sendJudged(context, { ...request, role: 'act', about, conforms: true });
  const spellings = spellingsIn(request.draft, user.id);
  return responseAndEffect(context, response, { user, ids: [spellings], spellings });
}

const echoed = notObserved('This target does not answer unknown ids as not found, so what it lists shows nothing.');

/** Whether a user was not deleted, or was although that was refused. What cannot be judged would be no clearer alone. */
function isOff({ facts }: Observation): boolean {
  const effect = facts?.['effect'];
  return typeof effect === 'string' && !/^(?:accepted|listed) and (?:gone|terminating)$/.test(effect);
}
