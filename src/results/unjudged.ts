import type { RequirementResult } from '../verdict/results.ts';
import type { Reason } from '../verdict/types.ts';

type Row = Pick<RequirementResult, 'vendor' | 'level' | 'verdict' | 'reason' | 'message' | 'excused'>;

/** Reasons for which a MUST is not judged without making a run incomplete, as a badge names them. */
const NAMED: readonly (readonly [Reason, string])[] = [
  ['no-second-tenant', 'tenant isolation'],
  ['held-back', 'hazardous requests'],
  ['provoking', 'provoking requests'],
  ['credential-limit', 'some bad credentials'],
];

/** "tenant isolation was not judged: 5 MUST, set KNOT_OTHER_…" for each vendor, and what gateways kept from being judged. */
export function unjudgedMusts(requirements: readonly Row[]): string[] {
  const alone = requirements.filter((one) => isMust(one) && one.reason === 'no-second-tenant');
  const vendors = [...new Set(alone.map(({ vendor }) => vendor))];
  const blocked = requirements.filter((one) => isMust(one) && one.excused).length;
  return [
    ...vendors.map((vendor) => {
      const own = alone.filter((one) => one.vendor === vendor);
      const variables = /[A-Z][A-Z0-9_]*_OTHER_…/.exec(own[0]?.message ?? '')?.[0];
      const how = variables === undefined ? '' : `, set ${variables}`;
      return `tenant isolation was not judged: ${own.length} MUST${how}`;
    }),
    ...(blocked > 0 ? [`${blocked} MUST not judged, for a gateway answered`] : []),
  ];
}

/** What a badge names as not judged. */
export function unjudgedWords(requirements: readonly Row[]): string[] {
  const musts = requirements.filter(isMust);
  const named = NAMED.filter(([reason]) => musts.some((one) => one.reason === reason)).map(([, word]) => word);
  return [...named, ...(musts.some(({ excused }) => excused) ? ['what a gateway answered'] : [])];
}

/** " (2 MUST)" of what was withheld for a reason. */
export function mustsAmong(requirements: readonly Row[], reason: Reason): string {
  const count = requirements.filter((one) => isMust(one) && one.reason === reason).length;
  return count > 0 ? ` (${count} MUST)` : '';
}

const isMust = ({ level, verdict }: Row): boolean =>
  level === 'MUST' && (verdict === 'not-run' || verdict === 'inconclusive');
