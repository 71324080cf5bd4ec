import { ExchangeError, type WireRequest, type WireResponse } from '../../../../src/http/types.ts';
import { broken, legal, warns } from '../types.ts';
import { altered, answer, page, withHeader, withJson, type Between } from '../wire.ts';
import { errorOf, type Right, type Wrong } from './tools.ts';

const REQUIREMENTS = ['deleted-user-is-gone', 'second-deletion-is-harmless'];

interface Call {
  /** As the ids of requirements call it. */
  readonly name: string;
  readonly is: (request: WireRequest) => boolean;
}

const CALLS: readonly Call[] = [
  { name: 'enrolment', is: ({ method, url }) => method === 'POST' && url.endsWith('/issuers/users') },
  { name: 'issuer', is: ({ url }) => url.endsWith('/issuers') },
  { name: 'score', is: ({ url }) => url.includes('/aggregate-carbon-scores') },
  { name: 'dashboard', is: ({ url }) => url.includes('/dashboards') },
];

const REFUSALS: readonly (readonly [word: string, status: number])[] = [
  ['refused', 400],
  ['unauthorised', 401],
  ['not-found', 404],
  ['unsupported', 415],
];

/** Refusals that the contract documents of each call. */
const DOCUMENTED: Readonly<Record<string, readonly number[]>> = {
  enrolment: [400, 401, 404, 415],
  issuer: [401, 404],
  score: [400, 401, 404],
  dashboard: [400, 401, 404],
};

/** Calls that a run only uses: what is wrong with them warns (A28). */
export const SETUP: readonly Wrong[] = CALLS.flatMap((call) => [
  line(
    `${call.name}-labelled-text`,
    `An answer 200 of the ${call.name} call is labelled text/plain.`,
    `${call.name}-answer-keeps-the-contract`,
    altered(
      (request, { status }) => call.is(request) && status === 200,
      (usual) => withHeader(usual, 'content-type', 'text/plain'),
    ),
  ),
  line(
    `${call.name}-holds-a-number`,
    `An answer 200 of the ${call.name} call holds a number where a text belongs.`,
    `${call.name}-answer-keeps-the-contract`,
    altered((request, { status }) => call.is(request) && status === 200, withNumber),
  ),
  ...REFUSALS.filter(([, status]) => DOCUMENTED[call.name]?.includes(status)).map(([word, status]) =>
    line(
      `${call.name}-${word}-in-another-form`,
      `The second ${call.name} call is answered ${status} with JSON of another form.`,
      `${word}-${call.name}-keeps-the-contract`,
      once(call, answer(status, { status, error: 'Refused' })),
    ),
  ),
  line(
    `${call.name}-409`,
    `The second ${call.name} call is answered 409.`,
    `${call.name}-has-no-undocumented-status`,
    once(call, answer(409, errorOf(409, 'CONFLICT').body)),
  ),
]);

/**
 * A page is taken for the answer of a gateway in front of the API, and accuses nobody (A51). Without the issuer's ranges
 * of cards nobody can be enrolled, so that call is not one of them.
 */
export const PAGES_AT_SETUP: readonly Right[] = CALLS.filter(({ name }) => name !== 'issuer').flatMap((call) =>
  REFUSALS.filter(([word, status]) => word !== 'unauthorised' && DOCUMENTED[call.name]?.includes(status)).map(
    ([word, status]) =>
      legal(
        `${call.name}-${word}-as-page`,
        `A gateway answers the second ${call.name} call ${status} with a page (A51).`,
        once(call, page(status, 'Refused')),
        {},
        { requirements: REQUIREMENTS },
      ),
  ),
);

function line(id: string, does: string, slug: string, change: () => Between): Wrong {
  return broken(id, does, warns(slug), change, { requirements: REQUIREMENTS });
}

/** Answers the second such request; a run asks for the issuer twice at least. */
function once({ is, name }: Call, reply: WireResponse) {
  return (): Between => {
    let count = 0;
    const turn = name === 'issuer' ? 1 : 2;
    return {
      through: (inner) => async (request, limits) => {
        if (is(request) && ++count === turn) return reply;
        return inner(request, limits);
      },
    };
  };
}

/** Properties that nothing depends on. */
function withNumber(usual: WireResponse): WireResponse {
  return withJson(usual, (body: Record<string, unknown>) => {
    const name = ['cardNumberLastFourDigits', 'countryName', 'aggregateDate', 'expiryInMillis'].find(
      (one) => one in body,
    );
    if (name === undefined) throw new ExchangeError('protocol', 'no property to spoil');
    return { ...body, [name]: 12 };
  });
}
