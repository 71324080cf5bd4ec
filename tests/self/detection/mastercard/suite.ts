import { judgeMastercard, type MastercardRun } from '../../run/in-process.ts';
import type { Suite } from '../types.ts';
import { BATCH } from './batch.ts';
import { BEHAVIOUR } from './behaviour.ts';
import { BLANKET } from './blanket.ts';
import { CALLERS } from './callers.ts';
import { CONNECTIONS } from './connections.ts';
import { CONSISTENCY, LEGAL_CONSISTENCY } from './consistency.ts';
import { CREDENTIALS } from './credentials.ts';
import { ERASED_DATA } from './erased-data.ts';
import { ERRORS } from './errors.ts';
import { BEHIND_GATEWAYS, BLOCKING_GATEWAYS } from './gateways.ts';
import { GONE_ANSWERS, LEGAL_GONE_ANSWERS } from './gone-answers.ts';
import { HARM } from './harm.ts';
import { FORGED_IDENTITIES, HEADER_FORMS } from './header-forms.ts';
import { inputWrongs } from './input.ts';
import { LEAKS } from './leaks.ts';
import { LEGAL_LIMITS } from './legal-limits.ts';
import { LEFT_USERS } from './left.ts';
import { LEGAL_RULES } from './legal-rules.ts';
import { LEGAL_LISTS } from './legal-lists.ts';
import { LEGAL } from './legal.ts';
import { LIES } from './lies.ts';
import { LISTS } from './lists.ts';
import { LEGAL_NODES, NODES } from './nodes.ts';
import { NEAR_CREDENTIALS, SIDE_DOORS } from './near-credentials.ts';
import { NEAR_SIGNATURES } from './near-signatures.ts';
import { MAKING } from './making.ts';
import { NEAR } from './near.ts';
import { PARTS } from './parts.ts';
import { REFUSALS } from './refusals.ts';
import { RESEMBLING_IDS } from './resembling.ts';
import { LEGAL_RETURNS, RETURNS } from './returns.ts';
import { PAGES_AT_SETUP, SETUP } from './setup.ts';
import { SHAPE } from './shape.ts';
import { HIDING_TEXTS, TELLING_TEXTS } from './telling-texts.ts';
import { disclosures, legalTexts } from '../traces.ts';
import { LEGAL_VARIATIONS, VARIATIONS } from './variations.ts';

/** What Mastercard's catalogue is measured with. */
export const MASTERCARD_SUITE: Suite<MastercardRun> = {
  vendor: 'mastercard',
  judge: judgeMastercard,
  families: {
    'lies about deletion': () => [...LIES, ...RETURNS, ...GONE_ANSWERS],
    'nodes that disagree': () => NODES,
    'users that are left': () => LEFT_USERS,
    'other callers, clients and routes': () => CALLERS,
    'data of erased users': () => ERASED_DATA,
    batches: () => [...BATCH, ...BLOCKING_GATEWAYS],
    'shapes of lists': () => LISTS,
    'harm to others': () => HARM,
    'strangers let in': () => CREDENTIALS,
    'credentials that almost fit': () => [...NEAR_CREDENTIALS, ...NEAR_SIGNATURES],
    'forms of a header': () => [...HEADER_FORMS, ...FORGED_IDENTITIES],
    'side doors': () => SIDE_DOORS,
    'strangers turned away wrongly': () => REFUSALS,
    'strangers told too much': () => [...LEAKS, ...TELLING_TEXTS, ...disclosures(404, ['unknown-user-is-answered'])],
    'faulty requests': inputWrongs,
    'shape of success': () => SHAPE,
    'shape of errors': () => ERRORS,
    'calls that set up': () => SETUP,
    'repetition and company': () => BEHAVIOUR,
    'connections and headers': () => CONNECTIONS,
    'spellings of a request': () => VARIATIONS,
    'answers now this way, now that': () => CONSISTENCY,
    'parts and returns': () => PARTS,
    'what is remembered and taken along': () => NEAR,
    'ids that resemble others': () => RESEMBLING_IDS,
    'how users came to be': () => MAKING,
    blanket: () => BLANKET,
  },
  composed: ['side doors', 'faulty requests', 'spellings of a request', 'shapes of lists'],
  legal: {
    'legal: form and refusals': [...LEGAL, ...HIDING_TEXTS],
    'legal: users and lists': [...LEGAL_RULES, ...BEHIND_GATEWAYS, ...PAGES_AT_SETUP, ...LEGAL_GONE_ANSWERS],
    'legal: shapes of lists': LEGAL_LISTS,
    'legal: limits': LEGAL_LIMITS,
    'legal: nodes that catch up': [...LEGAL_NODES, ...LEGAL_RETURNS],
    'legal: spellings': [...LEGAL_VARIATIONS, ...LEGAL_CONSISTENCY, ...legalTexts(404, ['unknown-user-is-answered'])],
  },
  unbreakable: {},
};
