import type { Results } from '../../../src/verdict/results.ts';
import { AREAS } from '../../../src/verdict/types.ts';
import { exchange, requirement, sampleResults } from './sample-results.ts';

/** The sample without what makes it nonconformant. */
export function incompleteResults(): Results {
  const requirements = sampleResults().requirements.filter(({ verdict }) => verdict !== 'fail');
  return sampleResults({
    outcome: 'incomplete',
    headline: 'Incomplete: 1 of 7 requirements could not be judged.',
    counts: { ...sampleResults().counts, fail: 0 },
    requirements,
  });
}

/** Two vendors, each with a requirement in every area. */
export function wideResults(): Results {
  const vendors = ['knot', 'mastercard'];
  const [target] = sampleResults().targets;
  const rows = vendors.flatMap((vendor) =>
    AREAS.map((area) =>
      requirement({ id: `${vendor}/of-${area}`, vendor, area, verdict: vendor === 'knot' ? 'pass' : 'fail' }),
    ),
  );
  return sampleResults({ requirements: rows, targets: vendors.map((vendor) => ({ ...target!, vendor })) });
}

/** A run of the size of a large catalogue: two exchanges a requirement, ten where it fails. */
export function manyResults(count: number, { failures = 0, bodyBytes = 200 } = {}): Results {
  const requirements = Array.from({ length: count }, (_, n) => {
    const failed = n < failures;
    const one = exchange();
    const headers: [string, string][] = [
      ...one.response!.headers,
      ['Date', 'Sat, 31 Jan 2026 10:00:01 GMT'],
      ['Connection', 'close'],
    ];
    const response = { ...one.response!, headers, body: `{"message":"${'x'.repeat(bodyBytes - 14)}"}`, bodyBytes };
    const evidence = Array.from({ length: failed ? 10 : 2 }, () => ({ ...one, response }));
    return requirement({
      id: `knot/number-${n}`,
      verdict: failed ? 'fail' : 'pass',
      evidence,
      evidenceTotal: evidence.length,
    });
  });
  return sampleResults({ requirements });
}
