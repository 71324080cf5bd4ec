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

const STATE = Object.keys(STATES).join('|');
const ANSWER = Object.keys(ANSWERS).join('|');
const EFFECT = new RegExp(`\\beffect ((?:(?:${ANSWER}) and (?:${STATE})(?: or )?)+)(?=\\W|$)`, 'g');
const FIRST_LOOK = new RegExp(`\\bfirstLook ((?:${STATE})(?: or (?:${STATE}))*)\\b`, 'g');
const FACT = new RegExp(`(: )?\\b(${Object.keys(USERS).join('|')}) ((?:${STATE})(?: or (?:${STATE}))*)\\b`, 'g');

/**
 * What was expected or seen, in the words of a report: "victim gone (MUST)" is "the named user is gone (MUST)". What a
 * colon ends says already who is meant.
 */
export function inWords(facts: string): string {
  return effects(facts).replace(FACT, (_, colon: string | undefined, user: string, states: string) => {
    const seen = states.split(' or ').map((state) => STATES[state] ?? state);
    return colon === undefined ? `${USERS[user] ?? user} ${seen.join(' or ')}` : `${colon}${seen.join(' or ')}`;
  });
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
    .replace(FIRST_LOOK, (_, states: string) => `in the first look the user ${became(states)}`)
    .replace(/\boldData absent\b/g, 'no old data is shown')
    .replace(/\boldData present\b/g, 'old data is shown');
}
