import type { Evidence } from '../../verdict/results.ts';
import type { NotJudged } from '../../verdict/types.ts';
import type { ContractFinding, FinalCheckEntry, Reproduction, RunLevelObservation, SeenByRun } from './types.ts';

/** The response that a finding is about, and what breaks its schema. */
export function describeFinding({ requirement, status, operation, schemaErrors }: ContractFinding): string {
  const errors = schemaErrors.slice(0, 3).map(({ path, message }) => `${path || 'the body'} ${message}`);
  return `${operation ?? 'another request'} ${status} in ${requirement}${errors.length > 0 ? ` (${errors.join('; ')})` : ''}`;
}

/**
 * What the API itself answered: not a gateway in front of it (A51). A page that a gateway gave to one request is the
 * gateway's wherever it comes again, also in answer to a faulty request.
 */
export function ofTheApi({ findings, errorsHaveForm }: SeenByRun): readonly ContractFinding[] {
  if (!errorsHaveForm) return findings;
  const pages = new Set(findings.flatMap(({ likeGateway, page }) => (likeGateway && page ? [page] : [])));
  return findings.filter(({ likeGateway, page }) => !likeGateway && (page === undefined || !pages.has(page)));
}

/** What shows a finding again, where there is something to show. */
export const shownBy = ({
  reproduce,
}: {
  readonly reproduce?: Reproduction;
}): Pick<RunLevelObservation, 'reproduce'> => (reproduce ? { reproduce } : {});

/** The exchange of a finding, where it was kept. */
export const evidenceOf = ({ evidence }: ContractFinding): Evidence[] => (evidence ? [evidence] : []);

/** What the final check saw of a user, as the fact of that name. */
export function finalObservation(
  fact: 'victim' | 'bystander',
  { user, state, message, pending, byGateway, unobservable, evidence, looks, reproduce }: FinalCheckEntry,
): RunLevelObservation {
  const about = looks?.early
    ? `user ${named(user)}, ${Math.floor(looks.untilMs / 1000)} s after the deletion was answered,`
    : `user ${named(user)} at the end of the run`;
  if (pending !== null) return { about, notJudged: { ...stillThere(user, pending), deadline: pending }, evidence };
  if (state !== 'unknown' && state !== 'presumed')
    return { about, facts: { [fact]: state }, evidence, ...(reproduce ? { reproduce } : {}) };
  const notJudged: NotJudged = {
    verdict: 'inconclusive',
    reason: unobservable ? 'unobservable' : 'undocumented-answer',
    message: message ?? 'The final check could not be judged.',
    ...(byGateway ? { reason: 'gateway', excused: true } : {}),
  };
  return { about, notJudged, evidence };
}

function stillThere(user: string, deadline: string): NotJudged {
  const message = `The user ${named(user)} was still there at the end of the run; the deletion may take until ${deadline}.`;
  return { verdict: 'inconclusive', reason: 'pending', message };
}

/** An id; one that a reader would misread is in quotes, with what is no letter escaped. */
const named = (id: string): string => (/^[\w.@:+-]+$/.test(id) ? id : JSON.stringify(id));
