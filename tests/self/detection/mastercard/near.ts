import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import { broken, fails } from '../types.ts';
import { aTurn, drop, livingOf, namedIn, ownIssuer, steps, type Wrong } from './tools.ts';

const KEYS = { requirements: ['near-consumer-key-is-refused-and-deletes-nobody'] };

/** Finds an issuer by what is left of its consumer key. */
const findsBy = (form: (key: string) => string) =>
  steps({
    findIssuer(call, parameters) {
      const wanted = form(parameters.get('oauth_consumer_key') ?? '');
      const found = call.state.issuers.find(({ credentials }) => form(credentials.consumerKey) === wanted);
      return found ?? MASTERCARD.findIssuer(call, parameters);
    },
  });

/** What is nearly right, shared, or carried along. */
export const NEAR: readonly Wrong[] = [
  broken(
    'header-tells',
    'A header field of a refusal shows whether there is such a user.',
    fails('headers-hide-existence-from-strangers'),
    steps({
      async render(call, answer) {
        const response = await MASTERCARD.render(call, answer);
        const isKnown = livingOf(ownIssuer(call), namedIn(call)).length > 0;
        if (answer.status >= 400) response.headers.set('x-account-state', isKnown ? 'active' : 'none');
        return response;
      },
    }),
    { requirements: ['headers-hide-existence-from-strangers'] },
  ),
  broken(
    'header-of-one-step-tells',
    'A header field of the answers to a wrong signature, and of no other, shows whether there is such a user.',
    fails('headers-hide-existence-from-strangers'),
    steps({
      async render(call, answer) {
        const response = await MASTERCARD.render(call, answer);
        const isKnown = livingOf(ownIssuer(call), namedIn(call)).length > 0;
        if (answer.status === 401) response.headers.set('x-routing-shard', isKnown ? '7' : 'none');
        return response;
      },
    }),
    { requirements: ['headers-hide-existence-from-strangers'] },
  ),
  broken(
    'key-id-not-compared',
    'A consumer key is looked up by its first half.',
    fails('near-consumer-key-is-refused-and-deletes-nobody'),
    findsBy((key) => key.split('!')[0] ?? ''),
    KEYS,
  ),
  broken(
    'consumer-key-in-any-case',
    'A consumer key is looked up without regard to case.',
    fails('near-consumer-key-is-refused-and-deletes-nobody'),
    findsBy((key) => key.toLowerCase()),
    KEYS,
  ),
  broken(
    'consumer-key-from-the-query',
    'The signature is verified by the header, and who calls is read from the query where that names somebody.',
    fails('consumer-key-in-query-deletes-nobody'),
    steps({
      async authenticate(call) {
        const issuer = await MASTERCARD.authenticate(call);
        const named = new URL(call.request.url).searchParams.get('oauth_consumer_key');
        return call.state.issuers.find(({ credentials }) => credentials.consumerKey === named) ?? issuer;
      },
    }),
  ),
  broken(
    'capitals-are-listed-and-kept',
    'An id in capitals is found and listed, and not deleted.',
    fails('id-in-capitals-is-deleted-where-listed'),
    steps({
      deleteUsers: (_call, issuer, ids) =>
        ids.filter((id) =>
          id === id.toLowerCase() ? issuer.users.delete(id) : livingOf(issuer, [id.toLowerCase()]).length > 0,
        ),
    }),
  ),
  broken(
    'mixed-case-is-listed-and-kept',
    'Small letters and capitals are each folded; an id with both is found and listed, and not deleted.',
    fails('id-in-mixed-case-is-deleted-where-listed'),
    steps({
      deleteUsers: (_call, issuer, ids) =>
        ids.filter((id) => {
          const small = id.toLowerCase();
          const isMixed = id !== small && id !== id.toUpperCase();
          return isMixed ? livingOf(issuer, [small]).length > 0 : issuer.users.delete(small);
        }),
    }),
  ),
  broken(
    'owner-compared-exactly-deletion-not',
    'The owner is looked up by the id as it was sent; the deletion ignores its case.',
    fails('user-of-another-issuer-survives'),
    steps({
      deleteUsers(call, issuer, ids) {
        for (const other of call.state.issuers)
          if (other !== issuer) drop(other, (id) => !ids.includes(id) && ids.some((one) => one.toLowerCase() === id));
        return ids.filter((id) => issuer.users.delete(id));
      },
    }),
    { requirements: ['user-of-another-issuer-survives'] },
  ),
  broken(
    'client-of-the-gateway-believed',
    'Who calls is taken from the header by which the gateway names the caller to the service.',
    fails('forged-identity-is-refused-and-deletes-nobody'),
    steps({
      authenticate(call) {
        const client = call.request.headers.get('x-openapi-clientid');
        const found = call.state.issuers.find(
          ({ credentials }) => client !== null && credentials.consumerKey.startsWith(client),
        );
        return found ?? MASTERCARD.authenticate(call);
      },
    }),
    { requirements: ['forged-identity-is-refused-and-deletes-nobody'] },
  ),
  broken(
    'busy-user-keeps-the-others',
    'A list with a user who is being deleted is answered as if it were done, and nobody of it is deleted.',
    fails('lists-that-share-one-user-all-end-well'),
    () => {
      const busy = new Set<string>();
      return {
        behaviour: {
          async deleteUsers(_call, issuer, ids) {
            const known = livingOf(issuer, ids);
            if (known.some((id) => busy.has(id))) return known;
            for (const id of known) busy.add(id);
            await aTurn();
            await aTurn();
            for (const id of known) issuer.users.delete(id);
            for (const id of known) busy.delete(id);
            return known;
          },
        },
      };
    },
    { requirements: ['lists-that-share-one-user-all-end-well'] },
  ),
  broken(
    'answers-kept-by-body',
    'The answer to a deletion of nobody is kept by the body, whoever sent it: the owner gets that of another issuer.',
    fails('attempt-of-another-issuer-blocks-no-deletion'),
    () => {
      const kept = new Set<string>();
      return {
        behaviour: {
          async deleteUsers(call, issuer, ids) {
            const body = call.body.toString();
            if (kept.has(body)) return [];
            const deleted = await MASTERCARD.deleteUsers(call, issuer, ids);
            if (deleted.length === 0) kept.add(body);
            return deleted;
          },
        },
      };
    },
    { requirements: ['attempt-of-another-issuer-blocks-no-deletion'] },
  ),
];
