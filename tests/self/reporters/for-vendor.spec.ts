import { expect, test } from '@playwright/test';
import { renderForVendor } from '../../../reporters/render/for-vendor.ts';
import { exchange, HOSTILE, requirement, sampleResults } from './sample-results.ts';

const FACTS = [
  {
    name: 'knot',
    title: 'Knot',
    hosts: ['development.knotapi.com'],
    correlationHeaders: ['cf-ray'],
  },
];

const INTERNAL = 'staging.corp.internal:8443';

function answered(baseUrl: string) {
  const one = exchange();
  return exchange({
    request: { ...one.request, url: `${baseUrl}/user/delete` },
    response: {
      ...one.response!,
      headers: [
        ['CF-Ray', 'ray-1234'],
        ['location', `${baseUrl}/login`],
        ['via', `1.1 ${new URL(baseUrl).host}`],
      ],
      body: `{"at":"${new URL(baseUrl).hostname}"}`,
    },
  });
}

const resultsAt = (baseUrl: string) => {
  const [target] = sampleResults().targets;
  const failing = requirement({
    id: 'knot/deleted-user-is-gone',
    verdict: 'fail',
    message: 'The deleted user still exists.',
    evidence: [answered(baseUrl)],
  });
  const requirements = [failing, requirement({ id: 'knot/warned', verdict: 'warn' }), requirement()];
  return sampleResults({ targets: [{ ...target!, baseUrl }], requirements });
};

test('holds the failures alone, with UTC times and correlation ids', () => {
  const text = renderForVendor(resultsAt('https://development.knotapi.com'), FACTS);
  const plain = text.replace(/\\|<!-- -->/g, '');
  expect(plain).toContain('# Knot: 1 requirement fails');
  expect(plain).toContain('## The deleted user still exists.');
  expect(plain).toContain('Correlation ids: CF-Ray ray-1234');
  expect(plain).toContain('1. Deletion request, 2026-01-31 10:00:01 UTC');
  expect(plain).toContain('POST https://development.knotapi.com/user/delete');
  expect(plain).not.toContain('knot/warned');
  expect(plain).not.toContain('KNOT_CLIENT_ID');
});

test('a host that the vendor does not document is in none of its lines', () => {
  const text = renderForVendor(resultsAt(`https://${INTERNAL}/knot`), FACTS);
  expect(text).not.toContain('corp.internal');
  expect(text).not.toContain('8443');
  expect(text).toContain('POST $BASE_URL/knot/user/delete');
});

test('what a target said is no markup', () => {
  const one = exchange({ role: 'observe' });
  const evidence = [{ ...one, response: { ...one.response!, body: HOSTILE } }];
  const failing = requirement({ verdict: 'fail', message: HOSTILE, evidence });
  const text = renderForVendor(sampleResults({ requirements: [failing] }), FACTS);
  const outside = text.split('\n').filter((line) => !line.startsWith('    '));
  expect(outside.join('\n')).not.toMatch(/<script|^::|@everyone|(?<!\\)\]\(javascript/m);
  expect(text).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e]/);
});
