import { expect, test } from '@playwright/test';
import { ConfigurationError } from '../../../src/errors.ts';
import { MISTAKES } from './mistakes.ts';
import { edited, loadSmall } from './small-vendor.ts';

for (const { what, file, passage, replacement, says, below = 0, line: given } of MISTAKES) {
  test(`the loader refuses ${what}`, async () => {
    const { text, line } = edited(file, passage, replacement);
    const message = await refusal({ [file]: text });
    const place = `small/${file}:${String(given ?? line + below)}: `;
    expect(message).toContain(place);
    for (const words of says) expect(message).toContain(words);
  });
}

test('the small vendor itself is accepted, and its erratum is in the contract', async () => {
  const vendor = await loadSmall();
  expect(vendor.requirements.map(({ slug }) => slug)).toEqual([
    'faults-are-refused',
    'faults-harm-nobody',
    'nobody-knows',
  ]);
  const [answers] = vendor.requirements;
  expect(answers && vendor.casesOf(answers).map(({ name }) => name)).toContain('member-missing:/id');
});

test('what the contract documents on the path of the deletion is sent as no faulty request', async () => {
  const read = `/gone:
    get:
      operationId: read
      responses: { '200': { description: shown } }
    post:`;
  const { text } = edited('openapi.yaml', '/gone:\n    post:', read);
  const vendor = await loadSmall({ 'openapi.yaml': text });
  const names = vendor.requirements.flatMap((requirement) => vendor.casesOf(requirement)).map(({ name }) => name);
  expect(names).toContain('method.PUT');
  expect(names).not.toContain('method.GET');
});

test('the loader refuses a generated case that no requirement claims', async () => {
  const { text } = edited('requirements.yaml', "cases: ['*']", 'cases: [credentials.*]');
  const message = await refusal({ 'requirements.yaml': text.replace("cases: ['*']", 'cases: [credentials.*]') });
  expect(message).toMatch(/^small\/requirements\.yaml:2: /);
  expect(message).toContain('no requirement covers the generated case "extra-member"');
});

test('several mistakes are told at once', async () => {
  const { text } = edited('requirements.yaml', 'check: answers', 'check: answer');
  const message = await refusal({ 'requirements.yaml': text.replace('check: effects', 'check: effect') });
  expect(message.split('\n')).toHaveLength(2);
});

test('a file that is not YAML is refused with its line', async () => {
  const { text, line } = edited('profile.yaml', 'env: SMALL', 'env: [SMALL');
  expect(await refusal({ 'profile.yaml': text })).toMatch(
    new RegExp(`^small/profile\\.yaml:(${String(line)}|${String(line + 1)}): not valid YAML: `),
  );
});

test('a missing file is named with the four that a vendor needs', async () => {
  const message = await refusal({ 'errata.yaml': null });
  expect(message).not.toMatch(/\/small-vendor-|\\/);
  for (const words of ['small/errata.yaml: cannot be read (ENOENT)', 'errata.yaml, profile.yaml and requirements.yaml'])
    expect(message).toContain(words);
});

/** What the loader says; the kind of the error shows that it was meant for a reader. */
async function refusal(replaced: Parameters<typeof loadSmall>[0]): Promise<string> {
  const error = await loadSmall(replaced).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ConfigurationError);
  return (error as ConfigurationError).message;
}
