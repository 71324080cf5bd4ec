/** The users that facts are about, as a reader knows them. A request names the one; the other is anybody else. */
const USERS: Readonly<Record<string, string>> = { victim: 'the named user', bystander: 'another user' };

const STATES: Readonly<Record<string, string>> = {
  living: 'still exists',
  gone: 'is gone',
  terminating: 'is being deleted',
};

/** What was answered, in front of what became of the user. */
const ANSWERS: Readonly<Record<string, string>> = {
  accepted: 'accepted',
  listed: 'listed as deleted',
  unlisted: 'accepted without being listed',
  refused: 'refused',
};

/** Facts that are one value out of few, each as it is stated. */
const PHRASES: Readonly<Record<string, string>> = {
  'json true': 'the body is JSON',
  'json false': 'the body is not JSON',
  'schema valid': 'the body conforms to its schema',
  'schema invalid': 'the body does not conform to its schema',
  'mediaType documented': 'the media type is documented',
  'mediaType documented or missing': 'the media type is documented, or missing',
  'mediaType other': 'the media type is not documented',
  'bom false': 'no byte order mark',
  'bom true': 'a byte order mark',
  'compression none or asked': 'not compressed unless that was asked for',
  'compression unasked': 'compressed, though nobody asked for it',
  'documented true': 'the contract documents the answer',
  'documented false': 'the contract does not document the answer',
  'likeControl true': 'answered like the same request without the difference',
  'likeControl false': 'answered unlike the same request without the difference',
  'likeAbsent true': 'answered as if there were no body',
  'likeAbsent false': 'not answered as if there were no body',
  'sameAnswer true': 'the same answer',
  'sameAnswer false': 'another answer',
  'sameText true': 'the same text',
  'sameText false': 'another text',
  'sameHeaders true': 'the same headers',
  'sameHeaders false': 'other headers',
  'recreated true': 'the user can be created again',
  'recreated false': 'the user cannot be created again',
  'restored nothing': 'nothing of the old user is shown',
  'oldData absent': 'no old data is shown',
  'oldData present': 'old data is shown',
  'secret none': 'no secret in the answer',
  'secretPart none': 'no part of a secret in the answer',
  'stackTrace false': 'no stack trace in the answer',
  'stackTrace true': 'a stack trace in the answer',
  'internals none': 'no internals of the server in the answer',
  'foreignUsers false': 'no data of another user in the answer',
  'foreignUsers true': 'data of another user in the answer',
  'erasedData false': 'no data of a deleted user in the answer',
  'erasedData true': 'data of a deleted user in the answer',
  'accepted true': 'one of the deletions is accepted',
  'accepted false': 'none of the deletions is accepted',
  'fits true': 'the answer to that request',
  'fits false': 'the answer to another request',
  'falseSuccess false': 'no success where nobody was deleted',
  'falseSuccess true': 'success where nobody was deleted',
  'foreign absent': "another tenant's user is not listed",
  'foreign listed': "another tenant's user is listed",
  'unknown absent': 'ids that nobody has are not listed',
  'unknown listed': 'ids that nobody has are listed',
  'newUser living': 'the new user still exists',
  'newUser gone': 'the new user is gone',
  'newUser terminating': 'the new user is being deleted',
  'token refused': 'no token',
  'token issued': 'a token',
};

/** Facts with open values, as they are stated in front of the value. */
const PREFIXES: Readonly<Record<string, string>> = {
  kept: 'keeps',
  creation: 'creating the user again:',
  access: 'without credentials:',
  plainHttp: 'over plain HTTP:',
  job: 'the job is',
};

const PHRASE = new RegExp(
  `(?<=^|[;,:] )(?:${Object.keys(PHRASES)
    .sort((a, b) => b.length - a.length)
    .join('|')})(?= \\((?:MUST|SHOULD|MAY)\\)|[;,]|$)`,
  'g',
);
const PREFIX = new RegExp(`(?<=^|[;,:] )(${Object.keys(PREFIXES).join('|')}) (?=\\S)`, 'g');
const LISTED = /(?<=^|[;,:] )listed ((?:all|some|none|others)(?: or (?:all|some|none|others))*)(?= \(|[;,]|$)/g;
const CONSTANTS = /\ban object with properties (\{(?:"\w+":\{"const":"[^"]*"\},?)+\})/g;

const STATE = Object.keys(STATES).join('|');
const ANSWER = Object.keys(ANSWERS).join('|');
const EFFECT = new RegExp(`\\beffect ((?:(?:${ANSWER}) and (?:${STATE})(?: or )?)+)(?=\\W|$)`, 'g');
const FIRST_LOOK = new RegExp(`\\bfirstLook ((?:${STATE})(?: or (?:${STATE}))*)\\b`, 'g');
const FACT = new RegExp(`(: )?\\b(${Object.keys(USERS).join('|')}) ((?:${STATE})(?: or (?:${STATE}))*)\\b`, 'g');

/**
 * What was expected or seen, in the words of a report: "victim gone (MUST)" is "the named user is gone (MUST)". What a
 * colon ends states already who is meant.
 */
export function inWords(facts: string): string {
  return effects(plainly(facts)).replace(FACT, (_, colon: string | undefined, user: string, states: string) => {
    const seen = states.split(' or ').map((state) => STATES[state] ?? state);
    return colon === undefined ? `${USERS[user] ?? user} ${seen.join(' or ')}` : `${colon}${seen.join(' or ')}`;
  });
}

/** Facts that need no more than to be read out, and whole sentences without a semicolon between them. */
function plainly(facts: string): string {
  return facts
    .replaceAll('.; ', '. ')
    .replace(PHRASE, (phrase) => PHRASES[phrase] ?? phrase)
    .replace(PREFIX, (_, fact: string) => `${PREFIXES[fact] ?? fact} `)
    .replace(
      LISTED,
      (_, which: string) => `the answer lists ${which.replace('others', 'others than those')} of the ids`,
    )
    .replace(/\ba (?=(?:object|array|integer)\b)/g, 'an ')
    .replace(CONSTANTS, (_, properties: string) => `an object whose ${constants(properties)}`);
}

/** `{"error_code":{"const":"A"}}` is `error_code is "A"`. */
function constants(properties: string): string {
  const all = Object.entries(JSON.parse(properties) as Record<string, { const: string }>);
  return all.map(([name, schema]) => `${name} is "${schema.const}"`).join(' and whose ');
}

/** "effect accepted and gone" is "accepted, and the user is gone". */
function effects(facts: string): string {
  const became = (states: string) => states.replaceAll(new RegExp(STATE, 'g'), (one) => STATES[one] ?? one);
  return facts
    .replace(EFFECT, (_, pairs: string) =>
      pairs.replace(new RegExp(`(${ANSWER}) and (${STATE})`, 'g'), (_pair, answer: string, state: string) => {
        return `${ANSWERS[answer] ?? answer}, and the user ${STATES[state] ?? state}`;
      }),
    )
    .replace(FIRST_LOOK, (_, states: string) => `in the first look the user ${became(states)}`);
}
