import type { DraftRequest } from '../contract/cases/types.ts';
import { pathPattern } from '../contract/path-template.ts';
import { toEvidence } from '../exchange/evidence.ts';
import { ExchangeError, type Exchange, type Role, type Transport, type WireRequest } from '../exchange/types.ts';
import { requestUrl } from '../target/base-url.ts';
import type { Evidence } from '../verdict/results.ts';
import type { Surroundings } from './context.ts';
import { refusalOf } from './guard.ts';

const MAX_BYTES = 1024 * 1024;

/** How one request is sent. */
export interface ClientSending {
  readonly role: Role;
  /** Whether the request keeps the contract; default true. */
  readonly valid?: boolean;
  /** Default: the target's own credentials. */
  readonly sign?: (request: WireRequest) => WireRequest;
}

/** Sends requests to one target and remembers them. */
export interface Client {
  /** Sends one request; never throws for want of an answer: that is `exchange.error`. */
  send(draft: DraftRequest, sending: ClientSending): Promise<Exchange>;
  /** Sends nothing more; later requests end as `unsent` with this sentence. */
  stop(message: string): void;
  /** What may be written of an exchange. */
  readonly evidence: (exchange: Exchange, schemaErrors?: Evidence['schemaErrors']) => Evidence;
  /** All that was sent so far, in order of its end. */
  readonly exchanges: readonly Exchange[];
}

/** A client of the target; it refuses to send what could reach anybody else, or anybody else's users. */
export function createClient(surroundings: Surroundings): Client {
  const { target, identities, clock, redactor, boundary, vendor } = surroundings;
  const exchanges: Exchange[] = [];
  const ownSigned = new WeakSet<Exchange>();
  const operations = [...vendor.contract.operations.values()].map((operation) => ({
    operation,
    path: pathPattern(operation.path),
  }));
  const operationOf = ({ method, path }: DraftRequest): string | undefined => {
    const [plain = ''] = path.split('?');
    return operations.find(
      ({ operation, path: pattern }) => operation.method.toUpperCase() === method && pattern.test(plain),
    )?.operation.id;
  };
  let stopped: string | undefined;

  return {
    exchanges,
    stop(message) {
      stopped = message;
    },
    async send(draft, { role, valid = true, sign }) {
      // Before it is signed: a signature ages while its request waits.
      const transport = await surroundings.turn();
      const request = (sign ?? ((plain) => identities.own.sign(plain)))(wireRequest(draft, surroundings));
      boundary.sent(request);
      const operation = operationOf(draft);
      const base = { role, at: clock.now(), valid, request, ...(operation === undefined ? {} : { operation }) };
      const exchange: Exchange = { ...base, ...(await attempt(request, transport)) };
      if (!sign) ownSigned.add(exchange);
      exchanges.push(exchange);
      return exchange;
    },
    evidence(exchange, schemaErrors = []) {
      const words = ownSigned.has(exchange) ? identities.own.curl : undefined;
      const { auth } = vendor.profile;
      const dropHeaders = [auth.scheme === 'apiKey' ? auth.name : 'Authorization'];
      return toEvidence(exchange, redactor, { schemaErrors, ...(words ? { curl: { words, dropHeaders } } : {}) });
    },
  };

  async function attempt(request: WireRequest, transport: Transport): Promise<Pick<Exchange, 'response' | 'error'>> {
    try {
      if (stopped !== undefined) throw new ExchangeError('unsent', stopped);
      const refusal = refusalOf(request, surroundings);
      if (refusal !== undefined) throw new ExchangeError('unsent', `The request was not sent: ${refusal}`);
      return { response: await transport(request, { timeoutMs: target.timeoutMs, maxBytes: MAX_BYTES }) };
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      const { kind, message, durationMs } = error;
      return { error: { kind, message, durationMs } };
    }
  }
}

function wireRequest(draft: DraftRequest, { target }: Surroundings): WireRequest {
  const given = new Set(draft.headers.map(([name]) => name.toLowerCase()));
  const further = target.headers.filter(([name]) => !given.has(name.toLowerCase()));
  const agent = given.has('user-agent') ? [] : [['User-Agent', 'deletion-conformance'] as const];
  return {
    method: draft.method,
    url: requestUrl(target.baseUrl, draft.path),
    headers: [...draft.headers, ...further, ...agent],
    ...(draft.body ? { body: draft.body } : {}),
  };
}
