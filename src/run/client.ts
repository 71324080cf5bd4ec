import type { Sending } from '../checks/types.ts';
import { schemeOf } from '../auth/schemes.ts';
import type { NamedTokenCall } from '../auth/types.ts';
import { keepSigned } from '../auth/signed-with.ts';
import type { UnsignedRequest } from '../contract/cases/types.ts';
import { breachOf } from '../contract/keeps-contract.ts';
import { toEvidence } from '../evidence/evidence.ts';
import { titleOf } from '../evidence/exchange-title.ts';
import { isRefusal } from '../http/pacing/asked.ts';
import type { About } from '../http/pacing/types.ts';
import { ExchangeError, type Exchange, type WireRequest } from '../http/types.ts';
import { secretsOf } from '../configuration/secrets.ts';
import { requestUrl } from '../configuration/base-url.ts';
import { baseUrlOf } from '../configuration/further-hosts.ts';
import { deletionRequest } from '../users/operation-requests.ts';
import type { Evidence } from '../verdict/results.ts';
import type { Requirement } from '../verdict/types.ts';
import { withLargeBodyRead, withoutLargeBody } from './condense-response-body.ts';
import type { RunContext } from './context.ts';
import { curlCredentials } from './curl-credentials.ts';
import type { CredentialKind } from './bad-credential-limit.ts';
import { createFindings } from './contract-findings.ts';
import { parametersOf } from './guard/raw-url.ts';
import { withoutThrowing } from './without-throwing.ts';
import { tokenAsker } from './ask-for-token.ts';
import { newUnknownId } from './unknown-id.ts';
import type { RefusalGuard } from './resend-guard.ts';
import { refuseUnsafe } from './guard.ts';
import { siblingsFor } from './sibling-values.ts';
import type { ContractFinding } from '../checks/run-level/types.ts';

const MAX_BYTES = 1024 * 1024;

/**
 * How often one request is sent, at most: with growing pauses that takes four minutes. Then other requests show whether
 * they are refused as well.
 */
const MOST_TRIES = 10;

/** How one request is sent; without `connection`, the transport shares connections off loopback, and only there. */
export interface ClientSending extends Sending {
  /** Whether it is not sent again where it is refused for now, because any answer will do. */
  readonly once?: boolean;
}

/** Sends requests to one target and keeps what they show about the contract: never the answers themselves. */
export interface Client {
  /**
   * Sends one request; never throws for want of an answer: that is `exchange.error`. A large body of an answer has been
   * compared with the contract, and is condensed.
   */
  send(draft: UnsignedRequest, sending: ClientSending): Promise<Exchange>;
  /** Calls the token endpoint wrongly: sends what the scheme of authentication made, and nothing else. */
  askForToken(call: NamedTokenCall): Promise<Exchange>;
  /** The operation of the contract that a request is; undefined where it is not one. */
  readonly operationOf: (draft: UnsignedRequest) => string | undefined;
  /** Asks before what was refused for now is sent again; undefined: it simply is. */
  guard(guard: RefusalGuard | undefined): void;
  /** Resolves when nothing is under way. */
  quiet(): Promise<void>;
  /** Sends nothing more; later requests end as `unsent` with this sentence. */
  stop(message: string): void;
  /** What may be written of an exchange. */
  readonly evidence: (exchange: Exchange, schemaErrors?: Evidence['schemaErrors']) => Evidence;
  /** What the answers so far show, in the order of their arrival. */
  readonly findings: readonly ContractFinding[];
}

/**
 * A client of the target; it refuses to send what could reach anybody else, or anybody else's users, and what the
 * operator does not allow.
 * @param requirement the requirement that it sends for; absent: a phase of the run
 */
export function createClient(context: RunContext, requirement?: Requirement): Client {
  const { target, authenticators, clock, redactor, boundary, vendor, credentialLimit } = context;
  const { proofs } = schemeOf(vendor.profile.auth).placesOf(vendor.profile.auth);
  const operations = [...vendor.contract.operations.values()];
  const underWay = new Set<Promise<unknown>>();
  let stopped: string | undefined;
  let refusals: RefusalGuard | undefined;

  const evidence = (exchange: Exchange, schemaErrors: Evidence['schemaErrors'] = []): Evidence => {
    const curl = curlCredentials(exchange, context);
    const shown = toEvidence(exchange, redactor, { schemaErrors, curl });
    return { title: redactor.text(titleOf(exchange, vendor)), ...shown };
  };
  const findings = createFindings(requirement, {
    vendor,
    redactor,
    evidence,
    known: {
      secrets: secretsOf(target),
      isUser: (text) => context.knownIds.isUser(text),
      ownersOf: (text) => context.userCreation.personalData.ownersOf(text),
    },
  });
  const operationOf = ({ method, path }: UnsignedRequest): string | undefined => {
    const [plain = ''] = path.split('?');
    return operations.find((one) => one.method.toUpperCase() === method && parametersOf(plain, one))?.id;
  };
  const keep = (draft: UnsignedRequest, sending: ClientSending, came: Came): Exchange => {
    const { role, about, conforms = true, sign } = sending;
    const operation = operationOf(draft);
    const named = operation === undefined ? {} : { operation };
    const described = about === undefined ? {} : { about };
    const signed = sign ? { signed: 'otherwise' as const } : {};
    const arrived = withLargeBodyRead({ role, conforms, ...described, ...signed, ...named, ...came });
    const kept = withoutLargeBody(arrived, context);
    findings.add(arrived, kept);
    return kept;
  };
  /** Past the limit of bad credentials. */
  const sendNow = async (draft: UnsignedRequest, sending: ClientSending, isAgain = false): Promise<Exchange> => {
    // Before it is signed: a signature ages while its request waits.
    const transport = await context.turn(aboutOf(draft, operationOf(draft), sending));
    const sign = sending.sign ?? ((plain: WireRequest) => authenticators.own.sign(plain));
    const signed = sign(wireRequest(draft, operationOf(draft), context));
    const request = keepSigned(signed, sending.written?.(signed) ?? signed);
    boundary.sent(request, proofs);
    const at = clock.now();
    const outcome = await withoutThrowing(async () => {
      if (stopped !== undefined) throw new ExchangeError('unsent', stopped);
      const operation = operationOf(draft);
      const breach = isOwnDeletion(operation, sending) ? breachOf(draft, vendor) : undefined;
      if (breach !== undefined) throw new ExchangeError('unsent', brokenContract(breach), 0, 'suite');
      refuseUnsafe(request, { context, requirement: requirement?.id, operation, isAgain, ...sending });
      const { connection } = sending;
      const options = connection ? { connection } : {};
      return transport(request, { timeoutMs: target.timeoutMs, maxBytes: MAX_BYTES, role: sending.role, ...options });
    });
    return keep(draft, sending, { request, at, ...outcome });
  };
  /** Whether the suite means a request to be a valid deletion. */
  const isOwnDeletion = (operation: string | undefined, { conforms = true }: ClientSending): boolean =>
    conforms && operation === vendor.profile.deletion.operation;
  const isRefused = ({ response }: Exchange): boolean => response !== undefined && isRefusal(response, clock.now());
  const proveRight = async (): Promise<Exchange> => {
    const draft = deletionRequest(vendor, [newUnknownId(context)], siblingsFor(context));
    for (let tries = 1; ; tries += 1) {
      const exchange = await sendNow(draft, { role: 'control' });
      if (!isRefused(exchange) || tries === MOST_TRIES) return exchange;
    }
  };
  /** Within the limit of bad credentials. */
  const sendWithin = async (draft: UnsignedRequest, sending: ClientSending, isAgain: boolean): Promise<Exchange> => {
    const { shared } = context;
    const send = (): Promise<Exchange> => sendNow(draft, sending, isAgain);
    const answer = await credentialLimit.pass(kindOf(sending), { send, proveRight, shared });
    if ('request' in answer) return answer;
    const error = { kind: 'unsent', durationMs: 0, ...answer } as const;
    return keep(draft, sending, { request: wireRequest(draft, operationOf(draft), context), at: clock.now(), error });
  };
  const askForToken = tokenAsker(context, proveRight);
  /** What was refused for now is signed again and sent again, when the pacer lets it (A48). */
  const untilAnswered = async (draft: UnsignedRequest, sending: ClientSending): Promise<Exchange> => {
    for (let tries = 1; ; tries += 1) {
      refusals?.sending(draft, sending);
      const exchange = await sendWithin(draft, sending, tries > 1);
      if (!isRefused(exchange)) {
        refusals?.answered(draft, sending, exchange);
        return exchange;
      }
      if (tries === MOST_TRIES || sending.once) return exchange;
      // Whether bad credentials alone are limited is shown by the right ones.
      if (areMeantToBeRefused(sending)) await proveRight();
      await refusals?.refused(draft, sending, exchange);
    }
  };

  return {
    evidence,
    askForToken,
    operationOf,
    findings: findings.all,
    guard(guard) {
      refusals = guard;
    },
    async quiet() {
      await Promise.allSettled(underWay);
    },
    stop(message) {
      stopped = message;
    },
    async send(draft, sending) {
      const sent = untilAnswered(draft, sending);
      underWay.add(sent);
      return sent.finally(() => underWay.delete(sent));
    },
  };
}

const brokenContract = (breach: string): string =>
  `The request was not sent: the deletion does not conform to the contract (${breach}). Compare the ids of profile.yaml, or the offered ones, with openapi.yaml.`;

/** What limits may count a request by. */
function aboutOf(
  { method, path, body }: UnsignedRequest,
  operation: string | undefined,
  sending: ClientSending,
): About {
  const [plain = ''] = path.split('?');
  return {
    path: operation ?? `${method} ${plain}`,
    request: () => [method, path, body?.toString('latin1') ?? ''].join(' '),
    badCredentials: areMeantToBeRefused(sending),
  };
}

/** A limit of bad credentials counts requests without any as well. */
const areMeantToBeRefused = ({ sign, badCredentials, conforms = true }: ClientSending): boolean =>
  sign !== undefined && (badCredentials !== undefined || !conforms);

function kindOf({ sign, written, badCredentials }: ClientSending): CredentialKind {
  if (badCredentials) return 'bad';
  if (written) return 'other';
  return sign && badCredentials === undefined ? 'other' : 'own';
}

type Came = Pick<Exchange, 'request' | 'at' | 'response' | 'error'>;

function wireRequest(draft: UnsignedRequest, operation: string | undefined, { target }: RunContext): WireRequest {
  const given = new Set(draft.headers.map(([name]) => name.toLowerCase()));
  const further = target.headers.filter(([name]) => !given.has(name.toLowerCase()));
  const agent = given.has('user-agent') ? [] : [['User-Agent', 'deletion-conformance'] as const];
  return {
    method: draft.method,
    url: requestUrl(baseUrlOf(target, operation), draft.path),
    headers: [...draft.headers, ...further, ...agent],
    ...(draft.body ? { body: draft.body } : {}),
  };
}
