import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadOne } from '../../../src/run/load-vendors.ts';
import type { Vendor } from '../../../src/spec-loader/types.ts';
import { violations } from '../../../src/verdict/condition.ts';

const SPECS = fileURLToPath(new URL('../../../specs/', import.meta.url));

/** By id: the level and the sentence that reports and gates rely on. */
type Pinned = Record<string, { level: string; text: string }>;

/** What a vendor's questions are numbered by, and what it calls its deletion. */
const VENDORS = [
  { name: 'knot', letter: 'K', questions: 30, deletion: 'user_delete' },
  { name: 'mastercard', letter: 'C', questions: 31, deletion: 'deleteUsers' },
];

for (const { name, letter, questions, deletion } of VENDORS)
  test.describe(name, () => {
    let vendor: Vendor;

    test.beforeAll(async () => {
      vendor = await loadOne(SPECS, name, 1);
    });

    test('no requirement changes its level or text, comes or goes unnoticed', () => {
      const pinned = JSON.parse(readFileSync(new URL(`./${name}.pinned.json`, import.meta.url), 'utf8')) as Pinned;
      const requirements: Pinned = Object.fromEntries(
        vendor.requirements.map(({ id, level, text }) => [id, { level, text }]),
      );
      // Whoever means the change writes it into the pinned file; an id whose meaning changed gets a new slug.
      expect(requirements).toEqual(pinned);
    });

    test('every question that the documents leave open is answered by a requirement', () => {
      const sources = vendor.requirements.map(({ source }) => source).join('\n');
      const open = Array.from({ length: questions }, (_, index) => `${letter}${String(index + 1)}`);
      expect(open.filter((question) => !new RegExp(`\\b${question}\\b`).test(sources))).toEqual([]);
    });

    test('every operation that is driven has a requirement for each documented status and one for the others', () => {
      for (const { id, responses } of vendor.contract.operations.values()) {
        const requirements = vendor.requirements.filter((requirement) => requirement.with['operation'] === id);
        const judged = requirements
          .filter(({ check }) => check === 'response-contract')
          .map((requirement) => requirement.with['status']);
        expect(judged.sort(), id).toEqual([...responses.keys()].sort());
        expect(
          requirements.filter(({ check }) => check === 'undocumented-status'),
          id,
        ).toHaveLength(1);
      }
    });

    test('contract requirements of set-up operations never fail a run', () => {
      const setUp = vendor.requirements.filter(
        (requirement) => ![deletion, undefined].includes(requirement.with['operation'] as string | undefined),
      );
      expect(setUp.filter(({ level }) => level === 'MUST')).toEqual([]);
    });

    test('what could hit strangers by its nature stands in hazardous requirements alone', () => {
      const dangerous =
        /null|empty|blank|wildcard|injection|wrong-type\.(boolean|array|object)|^method\.|below-minItems|other-case|^confused-value|^wrapped\.text|^nested/;
      // A part of it is read as a whole id, or as a choice that holds any.
      const takenApart = /^spelled\.(?:spell-uuid\.[13]|trim-line-feeds\.1|drop-white-space|stop-at-line-end)/;
      // What is made of a server's id may be another one of its ids; what is made of an id drawn at random is nobody's.
      const altered =
        vendor.profile.users.chosenBy === 'server' ? /minLength|maxLength|^pattern|^undecodable|^spelled/ : /^$/;
      for (const requirement of vendor.requirements) {
        const isDangerous = (name: string) =>
          dangerous.test(name) ||
          takenApart.test(name) ||
          (requirement.check === 'refused-request-has-no-effect' && altered.test(name));
        // `body.top-level` names no property at all, `body.empty` no bytes: neither can match anybody.
        const names = vendor.casesOf(requirement).map(({ name }) => name);
        const members = names.filter((name) => !name.startsWith('body.'));
        if (members.length > 0) expect(members.every(isDangerous), requirement.id).toBe(requirement.hazardous);
      }
    });

    test('every name that a requirement gives to a pair or an odd id stands in the profile', () => {
      const { odd, neighbours } = vendor.profile.users.ids;
      const named = (check: string, key: string): unknown[] =>
        vendor.requirements
          .filter((requirement) => requirement.check === check)
          .map((requirement) => requirement.with[key]);
      const victims = ['id', 'otherId']
        .flatMap((key) => named('refused-request-has-no-effect', key))
        .filter((id) => id !== undefined);
      expect([...named('unusual-id-user-is-deleted', 'id'), ...victims].sort()).toEqual(Object.keys(odd).sort());
      expect(named('similar-ids', 'pair').sort()).toEqual(Object.keys(neighbours).sort());
      for (const [deleted, neighbour] of Object.values(neighbours)) expect(deleted).not.toBe(neighbour);
    });

    test('every id that the profile makes is a random one', () => {
      const { created, unknown, odd, neighbours } = vendor.profile.users.ids;
      const made = [created, unknown, ...Object.values(odd), ...Object.values(neighbours).flat()];
      for (const template of made.filter((one) => one !== undefined)) expect(template).toMatch(/\{(run|uuid|digits)\}/);
    });

    test('every expectation can be held against an answer', () => {
      const nonsense = [{ error_code: 7 }, { Errors: { Error: [{ ReasonCode: 7 }] } }, ['nobody']];
      for (const { expect: clauses } of vendor.requirements)
        for (const { when } of clauses) expect(nonsense.flatMap((body) => violations(when, { body }))).not.toEqual([]);
    });
  });
