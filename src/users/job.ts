import { valueAt } from '../contract/json-pointer.ts';
import type { UnsignedRequest } from '../contract/cases/types.ts';
import type { Operation } from '../contract/types.ts';
import { headerValues } from '../http/message.ts';
import type { Exchange } from '../http/types.ts';
import type { JobProfile, Vendor } from '../spec-loader/types.ts';
import { matches } from '../verdict/condition.ts';
import { operationOf, requestOf } from './operation-requests.ts';
import { bodyOf } from './responses.ts';

/** What the answer to the read of a job states. */
export type JobState = 'pending' | 'done' | 'failed' | 'unknown' | 'undocumented';

/** The id of the job that an accepted deletion started, as its answer names it; undefined where it names none. */
export function jobIdIn(exchange: Exchange, job: JobProfile, vendor: Vendor): string | undefined {
  if (typeof job.id !== 'string') return jobInUrl(exchange, job.id.header, operationOf(vendor, job.operation));
  const id = valueAt(bodyOf(exchange), job.id);
  return (typeof id === 'string' && id !== '') || typeof id === 'number' ? String(id) : undefined;
}

/** The read of a job, unsigned. */
export function jobRequest(job: JobProfile, id: string, vendor: Vendor): UnsignedRequest {
  const fill = (templates: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(Object.entries(templates).map(([name, text]) => [name, text.replaceAll('{job}', id)]));
  return requestOf(operationOf(vendor, job.operation), { path: fill(job.path), query: fill(job.query) });
}

/** What an answer to the read of a job states, by the profile. */
export function jobStateIn(exchange: Exchange, job: JobProfile): JobState {
  const facts = { status: exchange.response?.status, body: bodyOf(exchange) };
  const states = {
    done: job.done,
    failed: job.failed ?? [],
    pending: job.pending,
    unknown: job.unknown?.answers ?? [],
  };
  const found = Object.entries(states).find(([, conditions]) => conditions.some((one) => matches(one, facts)));
  return (found?.[0] as JobState | undefined) ?? 'undocumented';
}

/**
 * The parameter of a URL whose path ends as that of the read: whatever host and prefix a gateway puts before it. A relative
 * one is meant against the request (RFC 9110, section 10.2.2).
 */
function jobInUrl({ request, response }: Exchange, header: string, { path }: Operation): string | undefined {
  const [url] = headerValues(response?.headers ?? [], header);
  const literal = path.split(/\{[^}]+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  try {
    const { pathname } = new URL(url ?? '', request.url);
    const [, segment] = new RegExp(`${literal.join('([^/]+)')}$`).exec(pathname) ?? [];
    return segment === undefined ? undefined : decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
