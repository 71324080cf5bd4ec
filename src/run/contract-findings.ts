import { createHash } from 'node:crypto';
import type { SchemaError } from '../contract/validator.ts';
import { headerValues } from '../http/message.ts';
import type { Exchange, WireResponse } from '../http/types.ts';
import type { Redactor } from '../evidence/redact.ts';
import type { Evidence } from '../verdict/results.ts';
import type { Requirement } from '../verdict/types.ts';
import { errorCodeOf } from '../users/error-code.ts';
import { isLikeGateway, pageWithoutNumbers } from '../users/gateway-answer.ts';
import type { Vendor } from '../spec-loader/types.ts';
import { contractFacts } from './response-conformance.ts';
import { disclosureFacts, type KnownTexts } from './information-disclosure.ts';
import type { ContractFinding } from '../checks/run-level/types.ts';

/** Pieces of evidence that one requirement keeps of what breaks the contract. */
const MOST_KEPT = 10;

/** What findings are made with. */
export interface Finder {
  readonly vendor: Vendor;
  readonly redactor: Redactor;
  readonly known: KnownTexts;
  readonly evidence: (exchange: Exchange, schemaErrors: SchemaError[]) => Evidence;
}

/** What the answers to one requirement, or to what surrounds the requirements, show; taken from each when it arrives. */
export interface Findings {
  readonly all: ContractFinding[];
  /** @param kept the same exchange as the run keeps it: without a large body */
  add(exchange: Exchange, kept: Exchange): void;
}

/**
 * Compares every answer with the contract. Evidence stays with the first of a kind and with what breaks something.
 * @param requirement undefined for what the run sends before and after all requirements
 */
export function createFindings(requirement: Requirement | undefined, finder: Finder): Findings {
  const seen = new Set<string>();
  const all: ContractFinding[] = [];
  let kept = 0;
  return {
    all,
    add(exchange, condensed) {
      const { response, operation } = exchange;
      if (!response) return;
      const isForPeople = isPageForPeople(exchange, finder.vendor);
      const { documented, facts, schemaErrors } = isForPeople ? UNDOCUMENTED : contractFacts(exchange, finder.vendor);
      const found = { ...facts, ...disclosureFacts(exchange, finder.redactor, finder.known) };
      const control = controlAnswer(exchange, finder.vendor);
      const kind = JSON.stringify([operation, exchange.conforms, response.status, found, control]);
      const keep = !seen.has(kind) || (breaks(found) && kept < MOST_KEPT);
      if (keep) kept += 1;
      seen.add(kind);
      const finding: ContractFinding = {
        requirement: requirement?.id ?? 'set-up and clean-up',
        operation: operation ?? null,
        conforms: exchange.conforms,
        role: exchange.role,
        status: response.status,
        documented,
        requirementNamesStatuses: isForPeople || (requirement !== undefined && namesStatuses(requirement, exchange)),
        facts: found,
        ...(isLikeGateway(exchange, finder.vendor) ? { likeGateway: true } : {}),
        ...pageOf(response),
        schemaErrors,
        ...(control === undefined ? {} : { control }),
        evidence: keep ? finder.evidence(exchange, schemaErrors) : null,
      };
      all.push(finding);
      if (keep && isSuspect(finding)) EXCHANGES.set(finding, condensed);
    },
  };
}

/**
 * Whether the requirement that sent it states which statuses are right (A19). A faulty or varied request is always judged
 * by a requirement: by this one, or, where this one judges its effect, by the one that judges its answer. Set-up, controls
 * and looks are judged by the documents alone.
 */
function namesStatuses(requirement: Requirement, { role }: Exchange): boolean {
  return role === 'fault' || (role === 'act' && names(requirement));
}

const names = (requirement: Requirement): boolean => requirement.expect.some(({ when }) => 'status' in when);

/** Exchanges of findings that may break a requirement, until their scripts are written. */
const EXCHANGES = new WeakMap<ContractFinding, Exchange>();

/** The exchange of a finding that may break a requirement and whose evidence is kept. */
export const exchangeOf = (finding: ContractFinding): Exchange | undefined => EXCHANGES.get(finding);

function isSuspect({ documented, facts }: ContractFinding): boolean {
  const isOtherForm = facts['mediaType'] !== 'documented' || facts['bom'] === true || facts['compression'] === true;
  return !documented || isOtherForm || breaks(facts);
}

function breaks(facts: ContractFinding['facts']): boolean {
  return (
    facts['schema'] === 'invalid' ||
    facts['json'] === false ||
    facts['secret'] !== 'none' ||
    facts['secretPart'] !== 'none' ||
    facts['stackTrace'] === true ||
    facts['internals'] !== 'none' ||
    facts['foreignUsers'] === true ||
    facts['erasedData'] === true
  );
}

/** Two pages are the same one where nothing but numbers differs. */
function pageOf(response: WireResponse): Pick<ContractFinding, 'page'> {
  const page = pageWithoutNumbers(response);
  return page === undefined ? {} : { page: createHash('sha256').update(page).digest('hex').slice(0, 16) };
}

const UNDOCUMENTED: ReturnType<typeof contractFacts> = { documented: false, facts: {}, schemaErrors: [] };

/** A refusal in another form to a client that did not ask for JSON: a requirement of its own warns of it (A50). */
function isPageForPeople(exchange: Exchange, vendor: Vendor): boolean {
  const { request, response } = exchange;
  if (!response || response.status < 300) return false;
  if (headerValues(request.headers, 'accept').some((value) => /json/i.test(value))) return false;
  return contractFacts(exchange, vendor).facts['mediaType'] !== 'documented';
}

/** What controls are compared by over the run (A40). */
function controlAnswer({ role, operation, response }: Exchange, { profile }: Vendor): string | undefined {
  if (!response || role !== 'control' || operation !== profile.deletion.operation) return undefined;
  const code = errorCodeOf({ response }, profile.errors.code);
  return `${response.status}${typeof code === 'string' ? ` ${code}` : ''}`;
}
