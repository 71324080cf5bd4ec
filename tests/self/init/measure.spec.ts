import { expect, test } from '@playwright/test';
import type { SchemeConfig } from '../../../src/auth/schemes.ts';
import { loadOne } from '../../../src/run/load-vendors.ts';
import { slowIf } from '../part.ts';
import { here, requirementsIn, withInit, type FileRequirement } from './made.ts';

/** So many of a built-in vendor's requirements come out as they were written by hand, at least. */
const LEAST = 0.8;

/** The check, the cases and the levels of the clauses; whatever stands in them is the author's to sharpen. */
const shapeOf = ({ check, cases = [], expect: clauses = [] }: FileRequirement): string =>
  [
    check,
    cases.toSorted().join(' '),
    clauses
      .map(({ level }) => level)
      .toSorted()
      .join(' '),
  ].join(' | ');

const VENDORS: Readonly<Record<string, { operation: string; auth?: SchemeConfig }>> = {
  knot: { operation: 'user_delete' },
  // The document has no words for OAuth 1.0a.
  mastercard: { operation: 'deleteUsers', auth: { scheme: 'oauth1' } },
};

/** Rows that need nothing of the author: by vendor, what they are called in its file. */
const FOLLOW: Readonly<Record<string, readonly string[]>> = {
  knot: [
    'user-whom-nobody-has-read-is-deleted',
    'deletion-after-refused-ones-is-done',
    'headers-hide-existence-from-strangers',
    'success-is-never-for-nobody',
    'unknown-id-that-columns-cut-deletes-nobody',
    'unknown-id-that-ends-a-string-deletes-nobody',
    'user-with-a-uuid-is-deletable',
    'user-of-second-client-is-deleted',
    'same-id-is-deleted-by-each-client',
    'id-in-another-place-deletes-nobody',
    'nearly-right-pairs-are-refused-and-delete-nobody',
    'unknown-id-of-other-signs-deletes-nobody',
  ],
  mastercard: [
    'lists-that-share-one-user-all-end-well',
    'near-consumer-key-is-refused-and-deletes-nobody',
    'user-of-second-issuer-is-deleted',
    'id-in-another-place-deletes-nobody',
  ],
};

/** What a requirement does, whatever it is called. */
const deedOf = ({ check, with: parameters, cases = [] }: FileRequirement): string =>
  JSON.stringify([check, parameters ?? {}, cases]);

for (const [name, { operation, auth }] of Object.entries(VENDORS))
  test(`most requirements of ${name} follow from its document`, slowIf(name === 'mastercard'), async () => {
    const openapi = here(`specs/${name}/openapi.yaml`);
    await withInit({ openapi, operation, name, ...(auth ? { auth } : {}) }, async (folder) => {
      const byHand = requirementsIn(here(`specs/${name}/requirements.yaml`));
      const left = requirementsIn(`${folder}/${name}/requirements.yaml`).map(shapeOf);
      const found = byHand.filter((requirement) => {
        const at = left.indexOf(shapeOf(requirement));
        if (at >= 0) left.splice(at, 1);
        return at >= 0;
      });
      test.info().annotations.push({ type: 'requirements', description: `${found.length} of ${byHand.length}` });
      const made = new Set(requirementsIn(`${folder}/${name}/requirements.yaml`).map(deedOf));
      const due = byHand.filter(({ id }) => FOLLOW[name]?.some((slug) => id === `${name}/${slug}`));
      expect(due).toHaveLength(FOLLOW[name]?.length ?? 0);
      expect(due.filter((requirement) => !made.has(deedOf(requirement))).map(({ id }) => id)).toEqual([]);
      await loadOne(folder, name, 1);
      expect(found.length / byHand.length).toBeGreaterThanOrEqual(LEAST);
    });
  });
