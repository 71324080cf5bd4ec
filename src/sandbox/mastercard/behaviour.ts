import { randomUUID } from 'node:crypto';
import { Refusal, toResponse } from '../answer.ts';
import { asObject, isJson, MAX_BODY_BYTES, parseJson } from '../body.ts';
import { decryptEnvelope, encryptEnvelope } from './encryption.ts';
import * as errors from './errors.ts';
import { OAUTH } from './oauth.ts';
import type { Issuer, MastercardBehaviour, MastercardCall } from './steps.ts';
import { readCard, readPathUserId, readUserIds } from './validation.ts';

const MONTH = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' });

/** The correct behaviour. */
export const MASTERCARD: MastercardBehaviour = {
  ...OAUTH,

  async handle(call) {
    const { steps, request } = call;
    if (call.body.length > MAX_BODY_BYTES) return errors.gatewayError(413, 'PAYLOAD_TOO_LARGE', 'Payload Too Large');
    const issuer = await steps.authenticate(call);
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    if (method !== call.allow) return steps.refuseMethod(call);
    return steps[call.operation](call, issuer);
  },

  authenticate(call) {
    const { steps } = call;
    const parameters = steps.readParameters(call);
    const issuer = steps.findIssuer(call, parameters);
    steps.checkSignatureMethod(call, parameters);
    steps.checkTimestamp(call, parameters);
    steps.checkBodyHash(call, parameters);
    steps.checkSignature(call, parameters, issuer);
    steps.checkNonce(call, parameters);
    return issuer;
  },
  refuseMethod: ({ allow }) => errors.methodNotAllowed(allow),

  readJson({ request, body }) {
    // Without a body there is nothing to label: what is missing then is the body.
    if (body.length === 0) return undefined;
    if (!isJson(request.headers.get('content-type'))) throw new Refusal(errors.unsupportedMediaType());
    const json = parseJson(body);
    if (!json) throw new Refusal(errors.invalidParameter('Request body must be valid JSON'));
    return json.value;
  },

  async deletion(call, issuer) {
    const { steps } = call;
    const ids = steps.readDeletion(call);
    const deleted = await steps.deleteUsers(call, issuer, ids);
    return deleted.length > 0 ? steps.answerDeleted(call, deleted, ids) : steps.answerUnknownUser(call);
  },
  readDeletion: (call) => [...new Set(readUserIds(call.steps.readJson(call)))],
  deleteUsers: (_call, issuer, ids) => ids.filter((id) => issuer.users.delete(id)),
  answerDeleted: (_call, deleted) => ({ status: 202, body: deleted }),
  answerUnknownUser: () => errors.userNotFound(),

  enrolment(call, issuer) {
    const card = readCard(call.steps.readEnrolment(call), issuer.ranges);
    const user = issuer.users.enrol(card);
    if (!user) return errors.invalidParameter('The card is already registered');
    const body = { userid: user.userid, cardNumberLastFourDigits: card.slice(-4), status: 'ACTIVE' };
    return { status: 200, body };
  },
  readEnrolment(call) {
    const body = call.steps.readJson(call);
    if (body === undefined || body === null)
      throw new Refusal(errors.invalidParameter('Required request body is missing'));
    const properties = asObject(body);
    if (properties.encryptedData === undefined) {
      if (call.state.encryptedOnly) throw new Refusal(errors.cryptoError());
      return body;
    }
    const size = typeof properties.encryptedData === 'string' ? properties.encryptedData.length : 0;
    if (size < 128 || size > 54_000)
      throw new Refusal(errors.invalidParameter('encryptedData size must be between 128 and 54000'));
    const plain = decryptEnvelope(properties, call.state.decryptionKey);
    if (!plain) throw new Refusal(errors.cryptoError());
    return plain.value;
  },

  issuerDetails: (_call, issuer) => ({ status: 200, body: describeIssuer(issuer) }),

  dashboard(call, issuer) {
    const userid = readLivingUser(call, issuer);
    const lang = new URL(call.request.url).searchParams.get('lang') ?? 'en-US';
    const url = `https://dashboard.example/home/?auth_token=${randomUUID()}&user=${userid}&lang=${encodeURIComponent(lang)}`;
    const body = { url: url.slice(0, 5000), expiryInMillis: '900000' };
    const { clientKey } = call.state;
    return { status: 200, body: clientKey ? encryptEnvelope(body, clientKey) : body };
  },
  carbonScore(call, issuer) {
    readLivingUser(call, issuer);
    const now = new Date(call.state.clock.now());
    const month = MONTH.format(now).toLowerCase();
    const body = { carbonEmissionInGrams: '3245.10', aggregateDate: `${month}-${now.getUTCFullYear()}` };
    return { status: 200, body };
  },
  stateOf: (_call, issuer, userid) => issuer.users.stateOf(userid),

  render: (_call, answer) => {
    const response = toResponse(answer);
    response.headers.set('x-mc-correlation-id', randomUUID());
    return response;
  },
};

/** The id in the path, of a living user of this issuer. @throws Refusal 400, 401 or 404 */
function readLivingUser(call: MastercardCall, issuer: Issuer): string {
  const userid = readPathUserId(call.userid);
  const state = call.steps.stateOf(call, issuer, userid);
  if (state === 'gone') throw new Refusal(call.steps.answerUnknownUser(call));
  if (state === 'terminating') throw new Refusal(errors.terminateInProgress());
  return userid;
}

function describeIssuer({ credentials, ranges }: Issuer): object {
  return {
    clientId: credentials.consumerKey.split('!')[0],
    supportedAccountRange: ranges.join(','),
    status: 'ACTIVE',
    email: 'issuer@bank.example',
    currencyCode: 'USD',
    countryCode: 'USA',
    countryName: 'United States of America',
    termsAndConditionURL: 'https://bank.example/terms',
    privacyNoticeURL: 'https://bank.example/privacy',
    optOutURL: 'https://bank.example/opt-out',
    preferredTheme: { backgroundColor: '#FFFFFF', fontColor: '#000000' },
  };
}
