import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadVendor } from '../../../src/spec-loader/load.ts';
import type { CheckDescription } from '../../../src/spec-loader/requirements.ts';
import type { Vendor } from '../../../src/spec-loader/types.ts';

/** The smallest vendor that the loader accepts. */
const FILES = {
  'openapi.yaml': `openapi: 3.1.0
info:
  title: Small
  version: '1'
  x-published: { title: Small, version: '1', source: 'https://small.example', sha256: none }
paths:
  /gone:
    post:
      operationId: remove
      requestBody:
        required: true
        content:
          application/json:
            schema: { type: object, required: [id], properties: { id: { type: string } } }
      responses:
        '200': { description: done }
        '400': { description: refused }
`,
  'errata.yaml': `errata:
  - id: title-too-short
    where: '#/info/title'
    reason: The title says nothing.
    source: https://small.example
    actions:
      - { target: $.info, update: { description: Small vendor } }
`,
  'profile.yaml': `title: Small
env: SMALL
hosts: { production: [], sandbox: [] }
auth: { scheme: bearer }
deletion:
  operation: remove
  ids: /id
  many: false
  accepted: { status: 200 }
  notFound: { status: 400 }
  deadlineMs: 0
users:
  chosenBy: caller
  ids: { created: 'u{run}', unknown: 'x{run}', odd: {}, neighbours: {} }
  create: []
  marks: []
  observe: []
errors: { code: /code }
keepHeaders: []
`,
  'requirements.yaml': `requirements:
  - id: small/faults-are-refused
    area: input
    level: MUST
    text: Every faulty request is refused.
    source: Small guide
    check: answers
    cases: ['*']
    provoking: true
    expect: [{ when: { status: 4xx }, level: MUST }]
  - id: small/faults-harm-nobody
    area: isolation
    level: MUST
    text: No faulty request deletes anybody.
    source: Small guide
    check: effects
    cases: ['*']
    provoking: true
    expect: [{ when: { victim: living }, level: MUST }]
  - id: small/nobody-knows
    area: input
    level: MAY
    text: Something that cannot be tested.
    source: Small guide
    excluded: Nothing shows it from outside.
`,
} as const;

export type SmallFile = keyof typeof FILES;

const CHECKS: readonly CheckDescription[] = [
  { name: 'answers', facts: ['status', 'body'], claims: 'answer' },
  { name: 'effects', facts: ['victim'], claims: 'effect', with: { properties: { lenient: { type: 'boolean' } } } },
];

/** One file with one passage exchanged, and the line on which the passage begins. */
export interface Edited {
  readonly text: string;
  readonly line: number;
}

/**
 * Exchanges a passage of a file.
 * @throws Error where the passage does not stand there: a test that changes nothing proves nothing.
 */
export function edited(file: SmallFile, passage: string, replacement: string): Edited {
  const at = FILES[file].indexOf(passage);
  if (at < 0) throw new Error(`${file} does not hold "${passage}"`);
  const line = FILES[file].slice(0, at).split('\n').length;
  return { text: FILES[file].replace(passage, () => replacement), line };
}

/** Loads the small vendor from a folder of its own, some files replaced; the folder is gone afterwards. */
export async function loadSmall(replaced: Partial<Record<SmallFile, string | null>> = {}): Promise<Vendor> {
  const directory = mkdtempSync(join(tmpdir(), 'small-vendor-'));
  try {
    mkdirSync(join(directory, 'small'));
    for (const [file, text] of Object.entries<string | null>({ ...FILES, ...replaced }))
      if (text !== null) writeFileSync(join(directory, 'small', file), text);
    return await loadVendor('small', {
      directory,
      checks: new Map(CHECKS.map((check) => [check.name, check])),
      invalidCredentials: () => [{ name: 'credentials.none' }],
      seed: 1,
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
