import { requestUrl } from '../configuration/base-url.ts';
import { escape } from '../contract/cases/schema-location.ts';
import type { UnsignedRequest } from '../contract/cases/types.ts';
import { schemasAt } from '../contract/schema-paths.ts';
import { headerValues } from '../http/message.ts';
import type { Exchange, WireResponse } from '../http/types.ts';
import { hasForm, textOf } from '../users/gateway-answer.ts';
import { deletionRequest } from '../users/operation-requests.ts';
import { bodyOf } from '../users/responses.ts';
import { matches } from '../verdict/condition.ts';
import type { Client, ClientSending } from './client.ts';
import { contentOf } from './media-type-conformance.ts';
import { contractFacts } from './response-conformance.ts';
import type { RunContext } from './context.ts';
import { newUnknownId } from './unknown-id.ts';
import { whatAnswered } from './what-answered.ts';
import { siblingsFor } from './sibling-values.ts';

/**
 * Whether nothing of the API is at the base URL: the valid deletion of an unknown id is answered like a request to a path
 * that nobody has, and so are both without credentials. An implementation whose errors are pages for people answers one
 * of them in another way. Sends three requests at most, and none where the answer is a documented one.
 * @returns the sentence for the operator; undefined where the API is there, or where nobody can know
 */
export async function nothingThere(
  control: Exchange,
  context: RunContext,
  client: Client,
): Promise<string | undefined> {
  if (!control.response || speaksForItself(control, context)) return undefined;
  const nobodyHas = { path: `/conformance-${context.runPrefix}` };
  const elsewhere = await send(context, client, nobodyHas);
  if (!alike(control, elsewhere, context)) return undefined;
  const without = { sign: (request: Exchange['request']) => request, badCredentials: false };
  const [here, there] = [await send(context, client, {}, without), await send(context, client, nobodyHas, without)];
  return alike(here, there, context) ? whatAnswered(control.response, context) : undefined;
}

/** An answer that the contract documents, a refusal of the credentials in the vendor's form, or what shows nothing about the path. */
function speaksForItself(exchange: Exchange, { vendor }: RunContext): boolean {
  const { response } = exchange;
  const { deletion, errors } = vendor.profile;
  const status = response?.status ?? 0;
  if (!response || status === 429 || status >= 500) return true;
  if ((status === 401 || status === 403) && hasForm(response, errors.code)) return true;
  const facts = { status, body: bodyOf(exchange) };
  return [deletion.notFound].flat().some((condition) => matches(condition, facts)) || isDocumented(exchange, vendor);
}

/** Whether status, media type and body are as documented: a server that accepts whatever it gets is there, and wrong. */
function isDocumented(exchange: Exchange, vendor: RunContext['vendor']): boolean {
  const { facts } = contractFacts(exchange, vendor);
  const isValid = facts['mediaType'] === 'documented' && facts['json'] === true && facts['schema'] === 'valid';
  return isValid && holdsDocumentedMember(exchange, vendor);
}

/** Whether a body holds a member that is documented: where none is required, any JSON of any service is valid. */
function holdsDocumentedMember(exchange: Exchange, { contract }: RunContext['vendor']): boolean {
  const { response, operation } = exchange;
  const documented = response && contract.operations.get(operation ?? '')?.responses.get(response.status);
  const schema = documented && contentOf(response, documented)?.schema;
  const value = bodyOf(exchange);
  if (!schema || typeof value !== 'object' || value === null || Array.isArray(value)) return true;
  return Object.keys(value).some((name) => schemasAt(schema, `/${escape(name)}`).length > 0);
}

function send(
  context: RunContext,
  client: Client,
  change: Partial<UnsignedRequest>,
  how: Partial<ClientSending> = {},
): Promise<Exchange> {
  const draft = { ...deletionRequest(context.vendor, [newUnknownId(context)], siblingsFor(context)), ...change };
  return client.send(draft, { role: 'control', ...how });
}

/** Whether two answers are the same once what the requests themselves held is taken out. */
function alike(one: Exchange, other: Exchange, context: RunContext): boolean {
  if (!one.response || one.response.status !== other.response?.status) return false;
  return bare(one, one.response, context) === bare(other, other.response, context);
}

/** The text and the redirection of an answer without the path of its request, ids, numbers and times. */
function bare({ request }: Exchange, response: WireResponse, { target }: RunContext): string {
  const { pathname } = new URL(request.url);
  const base = new URL(requestUrl(target.baseUrl, '/')).pathname.replace(/\/$/, '');
  const paths = [request.url, pathname, pathname.slice(base.length)].flatMap(spellings);
  let text = [...headerValues(response.headers, 'location'), textOf(response)].join('\n');
  for (const path of paths.toSorted((a, b) => b.length - a.length)) text = text.replaceAll(path, '');
  return text
    .replace(/[\w-]*\d[\w-]*/g, '#')
    .replace(/\s+/g, ' ')
    .trim();
}

/** As a page, JSON or a redirection may repeat a path. */
function spellings(path: string): string[] {
  const escaped = path.replaceAll('/', '&#x2F;');
  const all = [path, encodeURIComponent(path), encodeURI(path), path.replaceAll('/', String.raw`\/`), escaped];
  return [...all, path.replace(/^\//, '')].filter((one) => one.length > 1);
}
