import { randomBytes } from 'node:crypto';
import { idValue, idsPlaceOf } from '../../contract/ids-place.ts';
import type { Operation } from '../../contract/types.ts';
import type { Transport, WireResponse } from '../../http/types.ts';
import type { JobProfile, ObserveStep, Vendor } from '../../spec-loader/types.ts';
import { fillId, fillText, newVariablesOf } from '../../users/templates.ts';
import { answerMeeting, documentedAnswer, pointerOf, type Placed } from './answers.ts';
import { askedOf, idsAsked, userAsked, wordsOf, type Asked } from './asked.ts';

/** A server that exists only to be asked by a dry run. */
export interface ContractStandIn {
  readonly transport: Transport;
  /** Puts living users there under these ids. */
  readonly adopt: (ids: readonly string[]) => void;
}

/**
 * What replaces a target whose vendor has no sandbox: it answers as the contract and the profile state, deletes at once,
 * and refuses what the run means to be refused. It looks at no credentials.
 */
export function contractStandIn(vendor: Vendor, basePath: string): ContractStandIn {
  const { contract, profile } = vendor;
  const { deletion, users } = profile;
  const living = new Set<string>();
  const jobs = new Set<string>();
  const place = idsPlaceOf(deletion, contract.operations.get(deletion.operation));
  const drawn = () => newVariablesOf(vendor, randomBytes(9).toString('hex').slice(1), () => randomBytes(32));

  const remove = (asked: Asked): WireResponse => {
    const known = [...new Set(idsAsked(asked, place))].filter((id) => living.delete(id));
    const [notFound] = [deletion.notFound].flat();
    if (known.length === 0 && notFound) return answerMeeting(asked.operation, notFound);
    const { job, listed } = deletion;
    const listing: Placed =
      listed === undefined ? {} : { [withElement(listed)]: known.map((id) => idValue(id, place)) };
    const started = job && startJob(job);
    const answer = answerMeeting(asked.operation, deletion.accepted, { ...listing, ...started?.placed });
    return started ? { ...answer, headers: [...answer.headers, ...started.headers] } : answer;
  };
  const startJob = (job: JobProfile): { placed: Placed; headers: [string, string][] } => {
    const id = fillText(job.unknown?.id ?? '{uuid}', drawn());
    jobs.add(id);
    if (typeof job.id === 'string') return { placed: { [job.id]: id }, headers: [] };
    const path = contract.operations.get(job.operation)?.path.replace(/\{[^}]+\}/, encodeURIComponent(id)) ?? '';
    return { placed: {}, headers: [[job.id.header, path]] };
  };
  const readJob = (job: JobProfile, asked: Asked): WireResponse => {
    const isKnown = wordsOf(asked).some((word) => jobs.has(word));
    return answerMeeting(asked.operation, (isKnown ? job.done : (job.unknown?.answers ?? [{ status: 404 }]))[0] ?? {});
  };
  const read = (step: ObserveStep, asked: Asked): WireResponse => {
    const user = userAsked(asked, step);
    if (step.list !== undefined && (user === undefined || living.has(user) || step.gone.length === 0)) {
      const shown = user === undefined ? [...living] : [user].filter((one) => living.has(one));
      return answerMeeting(asked.operation, step.lives, {
        [pointerOf(step.list)]: shown.map((id) => idValue(id, place)),
      });
    }
    const isLiving = user === undefined || living.has(user);
    return answerMeeting(asked.operation, isLiving ? step.lives : (step.gone[0] ?? { status: 404 }));
  };
  const create = (asked: Asked): WireResponse => {
    const step = users.create.find(({ operation }) => operation === asked.operation.id);
    if (users.chosenBy === 'caller') wordsOf(asked).forEach((word) => living.add(word));
    if (step?.id === undefined) return success(asked.operation);
    const id = fillId(users.ids.unknown, drawn());
    living.add(id);
    return success(asked.operation, { [step.id]: idValue(id, place) });
  };

  return {
    adopt: (ids) => ids.forEach((id) => living.add(id)),
    transport: async (request, { role }) => {
      const asked = askedOf(request, contract.operations.values(), basePath);
      // Of what is no call of the contract, only that of a token endpoint is meant to succeed.
      if (!asked) return role === 'setup' ? TOKEN : refusal(undefined);
      if (role === 'fault') return refusal(asked.operation);
      const { id } = asked.operation;
      if (id === deletion.operation) return remove(asked);
      if (id === deletion.job?.operation) return readJob(deletion.job, asked);
      const step = [...users.observe, ...(users.reads ?? [])].find(({ operation }) => operation === id);
      if (step && role !== 'setup') return read(step, asked);
      return create(asked);
    },
  };
}

/** Where the ids of a list are: the pointer to the list, or to the id in each element. */
const withElement = (listed: string): string => (/(?:^|\/)-(?:\/|$)/.test(listed) ? listed : `${listed}/-`);

function success(operation: Operation, placed?: Placed): WireResponse {
  const status = [...operation.responses.keys()].find((one) => one >= 200 && one < 300) ?? 200;
  return documentedAnswer(operation, status, placed);
}

function refusal(operation: Operation | undefined): WireResponse {
  const status = [...(operation?.responses.keys() ?? [])].find((one) => one >= 400 && one < 500) ?? 404;
  return operation ? documentedAnswer(operation, status) : { ...TOKEN, status, body: Buffer.from('{}') };
}

/** What a token endpoint answers (RFC 6749, 5.1). */
const TOKEN: WireResponse = {
  status: 200,
  headers: [['Content-Type', 'application/json']],
  body: Buffer.from(JSON.stringify({ access_token: 'stand-in-token', token_type: 'Bearer', expires_in: 3600 })),
  truncated: false,
  durationMs: 0,
};
