import { judgeKnot, type KnotRun } from '../../run/in-process.ts';
import type { Suite } from '../types.ts';
import { CLIENT_ADDITIONS, LEGAL_ADDITIONS } from './additions.ts';
import { BEHAVIOUR } from './behaviour.ts';
import { BLANKET } from './blanket.ts';
import { COLUMNS, LEGAL_COLUMNS } from './columns.ts';
import { CALLERS } from './callers.ts';
import { CONNECTIONS } from './connections.ts';
import { CONSISTENCY, LEGAL_CONSISTENCY } from './consistency.ts';
import { CREDENTIALS } from './credentials.ts';
import { ERRORS } from './errors.ts';
import { BEHIND_GATEWAYS, BLOCKING_GATEWAYS } from './gateways.ts';
import { ERASED_DATA } from './erased-data.ts';
import { GONE_ANSWERS, LEGAL_GONE_ANSWERS } from './gone-answers.ts';
import { HARM } from './harm.ts';
import { HINTED, UNHINTED } from './hints.ts';
import { IDS } from './ids.ts';
import { inputWrongs } from './input.ts';
import { LEAKS } from './leaks.ts';
import { LEGAL_CREDENTIALS } from './legal-credentials.ts';
import { LEGAL_RULES } from './legal-rules.ts';
import { LEGAL_VALUES } from './legal-values.ts';
import { LEGAL } from './legal.ts';
import { LIES } from './lies.ts';
import { MAKING } from './making.ts';
import { LEFT_USERS } from './left.ts';
import { LEGAL_MEMORY, MEMORY } from './memory.ts';
import { NEARLY_RIGHT } from './nearly-right.ts';
import { NEAR_CREDENTIALS } from './near-credentials.ts';
import { LEGAL_NODES, NODES } from './nodes.ts';
import { LEGAL_LIMITS } from './legal-limits.ts';
import { LEGAL_PARTS } from './legal-parts.ts';
import { LEGAL_OFFERS, OFFERS_AND_LIES } from './offers.ts';
import { OVERLAPS } from './overlaps.ts';
import { PARTS } from './parts.ts';
import { LEGAL_QUERY_TEXTS, QUERY_TEXTS } from './queries.ts';
import { REFUSALS } from './refusals.ts';
import { LEGAL_RETURNS, RETURNS } from './returns.ts';
import { SETUP } from './setup.ts';
import { SHAPE } from './shape.ts';
import { SIDE_DOORS } from './side-doors.ts';
import { HIDING_TEXTS, TELLING_TEXTS } from './telling-texts.ts';
import { LEGAL_TRANSFORMATIONS, TRANSFORMATIONS } from './transformations.ts';
import { VALUES } from './values.ts';
import { LEGAL_VARIATIONS, VARIATIONS } from './variations.ts';
import { disclosures, legalTexts } from '../traces.ts';

/** What Knot's catalogue is measured with. */
export const KNOT_SUITE: Suite<KnotRun> = {
  vendor: 'knot',
  judge: judgeKnot,
  families: {
    'lies about deletion': () => [...LIES, ...RETURNS, ...GONE_ANSWERS],
    'nodes that disagree': () => NODES,
    'harm to others': () => HARM,
    'strangers let in': () => CREDENTIALS,
    'credentials that almost fit': () => [...NEAR_CREDENTIALS, ...NEARLY_RIGHT],
    'side doors': () => SIDE_DOORS,
    'strangers turned away wrongly': () => REFUSALS,
    'strangers told too much': () => [...LEAKS, ...TELLING_TEXTS, ...disclosures(400, ['unknown-user-is-refused'])],
    'faulty requests': inputWrongs,
    'shape of success': () => SHAPE,
    'shape of errors': () => ERRORS,
    'calls that set up': () => [...SETUP, ...OFFERS_AND_LIES],
    'repetition and company': () => BEHAVIOUR,
    'connections and headers': () => CONNECTIONS,
    'strange ids': () => [...IDS, ...BLOCKING_GATEWAYS],
    'spellings of a request': () => VARIATIONS,
    'additions of clients': () => CLIENT_ADDITIONS,
    'confused values': () => VALUES,
    'answers now this way, now that': () => CONSISTENCY,
    'similar ids': () => [...TRANSFORMATIONS, ...COLUMNS, ...QUERY_TEXTS],
    'parts and returns': () => PARTS,
    'what is remembered and taken along': () => MEMORY,
    'users that are left': () => LEFT_USERS,
    'other callers, clients and routes': () => CALLERS,
    'what overlaps a deletion': () => OVERLAPS,
    'data of erased users': () => ERASED_DATA,
    'hints at secrets': () => HINTED,
    'how users came to be': () => MAKING,
    blanket: () => BLANKET,
  },
  composed: ['side doors', 'faulty requests', 'spellings of a request', 'confused values', 'similar ids'],
  legal: {
    'legal: form and refusals': LEGAL,
    'legal: users and lists': [...LEGAL_RULES, ...BEHIND_GATEWAYS, ...LEGAL_GONE_ANSWERS, ...LEGAL_OFFERS],
    'legal: nodes that catch up': [...LEGAL_NODES, ...LEGAL_RETURNS],
    'legal: values': LEGAL_VALUES,
    'legal: header fields': LEGAL_MEMORY,
    'legal: credentials and paths': [...LEGAL_CREDENTIALS, ...UNHINTED, ...HIDING_TEXTS],
    'legal: limits': LEGAL_LIMITS,
    'legal: spellings': [
      ...LEGAL_VARIATIONS,
      ...LEGAL_ADDITIONS,
      ...LEGAL_CONSISTENCY,
      ...legalTexts(400, ['unknown-user-is-refused']),
    ],
    'legal: similar ids': [...LEGAL_TRANSFORMATIONS, ...LEGAL_COLUMNS, ...LEGAL_QUERY_TEXTS],
    'legal: parts and returns': LEGAL_PARTS,
  },
  unbreakable: {},
};
