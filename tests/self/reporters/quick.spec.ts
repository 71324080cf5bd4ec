import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { validateXML } from 'xmllint-wasm';
import { renderBadge } from '../../../reporters/render/badge.ts';
import { renderHtml } from '../../../reporters/render/html.ts';
import { renderJunit } from '../../../reporters/render/junit.ts';
import { renderSummary } from '../../../reporters/render/summary.ts';
import { requirement, sampleResults } from './sample-results.ts';

const XSD = readFileSync(new URL('./junit.xsd', import.meta.url), 'utf8');
const FIGURE = 'catches 95 % of "held-out" composed faults & more';
const QUICK = sampleResults({
  outcome: 'conformant',
  requirements: [requirement()],
  partial: { selection: 'quick' },
  options: { ...sampleResults().options, partial: true },
  quick: [{ vendor: 'knot', figure: FIGURE }],
});

test('the badge says quick, and is not plain green', () => {
  expect(JSON.parse(renderBadge(QUICK))).toMatchObject({ message: 'conformant (quick)', color: 'blue' });
});

test('the page and the summary say what a quick run is worth', () => {
  expect(renderHtml(QUICK)).toContain('quick: a subset of knot that catches 95 % of &quot;held-out&quot;');
  expect(renderSummary(QUICK)).toContain('Quick\\: a subset of knot that catches 95 % of "held-out"');
  expect(renderSummary(QUICK)).not.toContain('match');
});

test('each suite of junit.xml has the figure as a property, and stays valid', async () => {
  const xml = renderJunit(QUICK);
  expect(xml).toContain('<property name="quick.knot" value="catches 95 % of &quot;held-out&quot;');
  const { errors } = await validateXML({ xml: [{ fileName: 'junit.xml', contents: xml }], schema: [XSD] });
  expect(errors.map(({ message }) => message)).toEqual([]);
  const { quick: _, ...whole } = QUICK;
  expect(renderJunit(whole)).not.toContain('<properties>');
});
