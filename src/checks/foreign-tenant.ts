import type { Exchange } from '../http/types.ts';
import type { User } from '../users/types.ts';
import { sendJudged, type JudgedResponse } from './steps/judged-request.ts';
import { sendControl } from './steps/control.ts';
import { bystander, sendDeletion, effectOfDeletion } from './steps/user-effects.ts';
import { keepsEverything } from './steps/keeps-everything.ts';
import { survival } from './steps/fault-family.ts';
import { isAccepted, listedFacts } from './steps/response-facts.ts';
import { observeText } from './steps/same-text.ts';
import type { Check, Observation, CheckContext } from './types.ts';
import { declared, noSecondTenant, notObserved } from '../verdict/not-judged.ts';

/**
 * What one tenant deletes, the other keeps (A7); `both`: until the other deletes it as well; `later`: also who is created
 * there after the deletion.
 */
export const foreignTenant: Check = {
  name: 'foreign-tenant',
  facts: ['status', 'body', 'listed', 'likeControl', 'sameText', 'victim', 'firstLook', 'bystander', 'kept'],
  with: { properties: { sameId: { type: 'boolean' }, both: { type: 'boolean' }, later: { type: 'boolean' } } },
  needs: ({ with: { sameId } }) => ({ deleted: sameId === true ? 1 : 0, preserved: 1 }),
  special: () => true,
  async run(context): Promise<Observation[]> {
    const { env, users } = context.vendor.profile;
    const about = "another tenant's user";
    if (!context.authenticators.other) return [{ about, exchanges: [], notJudged: noSecondTenant(env) }];
    if (context.requirement.with['sameId'] !== true) return foreignUser(context);
    const notJudged = declared('The server chooses the ids, so two tenants cannot have the same one.');
    if (users.chosenBy !== 'caller') return [{ about, exchanges: [], notJudged }];
    if (context.requirement.with['later'] === true) return createdLater(context);
    return context.requirement.with['both'] === true ? bothDelete(context) : sameId(context);
  },
};

/** Both tenants have a user of that id; one tenant deletes its own. */
async function sameId(context: CheckContext): Promise<Observation[]> {
  const [own] = (await context.users.acquire({ tenant: 'own' })) as [User];
  const [foreign] = (await context.users.acquire({ tenant: 'other', id: own.id })) as [User];
  const answer = await sendDeletion(context, [own], 'the deletion of the own user');
  const victim = await effectOfDeletion(context, own, [answer], 'own user');
  return [answer.observation, ...victim, await bystander(context, foreign, [answer.exchange])];
}

/** How long the later user is watched, in ms: what clears up behind a deletion comes after it. */
const WATCH_MS = 2000;

/** The other tenant has a user of that id only once the own one was deleted: what still works for the deletion must spare it. */
async function createdLater(context: CheckContext): Promise<Observation[]> {
  const [own] = (await context.users.acquire({ tenant: 'own' })) as [User];
  const answer = await sendDeletion(context, [own], 'the deletion of the own user');
  const victim = await effectOfDeletion(context, own, [answer], 'own user');
  const [foreign] = (await context.users.acquire({ tenant: 'other', id: own.id })) as [User];
  await context.clock.sleep(Math.max(WATCH_MS, context.lingerMs));
  return [answer.observation, ...victim, await bystander(context, foreign, [answer.exchange])];
}

/** Both tenants have a user of that id, with several things; each deletes its own, the other tenant last. */
async function bothDelete(context: CheckContext): Promise<Observation[]> {
  const [own] = (await context.users.acquire({ variant: 'full', marker: 0 })) as [User];
  const [foreign] = (await context.users.acquire({
    ...{ tenant: 'other', id: own.id, variant: 'full', marker: 0 },
  })) as [User];
  const before = { user: foreign, look: await context.users.watchLiving(foreign) };
  const first = await sendDeletion(context, [own], 'the deletion of the own user');
  const victim = await effectOfDeletion(context, own, [first], 'own user');
  const kept = await keepsEverything(context, before, [first.exchange]);
  const second = await sendDeletion(context, [foreign], "the deletion of the other tenant's user by that tenant");
  const other = await effectOfDeletion(context, foreign, [second], "the other tenant's user of that id");
  // What the second deletion meets is what the first one has left.
  const later = [second.observation, ...other].map((one) => ({
    ...one,
    exchanges: [first.exchange, ...one.exchanges],
  }));
  return [first.observation, ...victim, kept, ...later];
}

/** Only the other tenant has a user of that id. */
async function foreignUser(context: CheckContext): Promise<Observation[]> {
  const [foreign] = (await context.users.acquire({ tenant: 'other' })) as [User];
  const control = await sendControl(context);
  const about = "the deletion of another tenant's user";
  const asking = askingAbout(context, foreign, about, control);
  const { observation, exchange } = await asking.known();
  const { facts, exchanges } = observation;
  const spelled = await inOtherCase(context, foreign);
  const answer = facts
    ? { ...observation, facts: { ...facts, ...listedFacts(context, exchange, [foreign.id]) } }
    : observation;
  if (!facts) return [answer, await survival(context, foreign, "the other tenant's user", [...exchanges, ...spelled])];
  // What an accepted deletion does is judged by what became of the user.
  const text = isAccepted(context, exchange)
    ? {
        about,
        exchanges,
        notJudged: notObserved(`${about} was accepted, so its text is not compared.`),
        concerns: ['sameText'],
      }
    : await observeText(context, { about, asking, unknown: control, known: exchange });
  return [answer, text, await survival(context, foreign, "the other tenant's user", [...exchanges, ...spelled])];
}

/** In capitals such an id is the same value, and so nobody else's: of other ids, "aB" and "AB" may be two people. */
const HEXADECIMAL = /^[0-9a-f-]+$/;

/**
 * The same with the id in capitals, where the server chooses ids of hexadecimal digits: what folds case when it deletes, and
 * not when it asks whose the user is, takes the user now. How it is answered is open.
 */
async function inOtherCase(context: CheckContext, { id }: User): Promise<Exchange[]> {
  const named = id.toUpperCase();
  if (context.vendor.profile.users.chosenBy === 'caller' || named === id || !HEXADECIMAL.test(id)) return [];
  const about = "the deletion of another tenant's user, whose id is in capitals";
  return [await context.send(context.deletion([named]), { role: 'act', about, conforms: true })];
}

/** Sends the deletion of another tenant's user, and that of an id that nobody has. */
function askingAbout(context: CheckContext, foreign: User, about: string, control: Exchange) {
  const send = (id: string, role: 'act' | 'control'): Promise<JudgedResponse> => {
    const draft = context.deletion([id]);
    return sendJudged(context, { draft, role, about, conforms: true, control, mayMatchControl: true });
  };
  return {
    known: () => send(foreign.id, 'act'),
    unknown: () => send(context.unknownId(), 'control'),
  };
}
