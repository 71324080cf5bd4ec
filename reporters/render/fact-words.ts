/** The users that facts are about, as a reader knows them. A request names the one; the other is anybody else. */
const USERS: Readonly<Record<string, string>> = { victim: 'the named user', bystander: 'another user' };

const STATES: Readonly<Record<string, string>> = {
  living: 'still exists',
  gone: 'is gone',
  terminating: 'is being deleted',
};

const STATE = Object.keys(STATES).join('|');
const FACT = new RegExp(`(: )?\\b(${Object.keys(USERS).join('|')}) ((?:${STATE})(?: or (?:${STATE}))*)\\b`, 'g');

/**
 * What was expected or seen, in the words of a report: "victim gone (MUST)" is "the named user is gone (MUST)". What a
 * colon ends says already who is meant.
 */
export function inWords(facts: string): string {
  return facts.replace(FACT, (_, colon: string | undefined, user: string, states: string) => {
    const seen = states.split(' or ').map((state) => STATES[state] ?? state);
    return colon === undefined ? `${USERS[user] ?? user} ${seen.join(' or ')}` : `${colon}${seen.join(' or ')}`;
  });
}
