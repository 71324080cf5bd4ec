import type { SmallFile } from './small-vendor.ts';

export interface Mistake {
  readonly what: string;
  readonly file: SmallFile;
  readonly passage: string;
  readonly replacement: string;
  /** What the message must say beside file and line. */
  readonly says: readonly string[];
  /** Lines between the passage and the line that is named. */
  readonly below?: number;
  /** The line that is named, where the passage says nothing of it. */
  readonly line?: number;
}

const REQUIREMENTS = 'requirements.yaml';

const EFFECTS = 'id: small/faults-harm-nobody';

const requirementBefore = (...lines: string[]): Pick<Mistake, 'file' | 'passage' | 'replacement'> => ({
  file: REQUIREMENTS,
  passage: EFFECTS,
  replacement: `id: small/further
    area: input
    level: MUST
    text: Something more is demanded.
    source: Small guide
${lines.map((line) => `    ${line}\n`).join('')}  - ${EFFECTS}`,
});

/** Each entry is one mistake that somebody who adds a vendor makes, and what the loader owes them. */
export const MISTAKES: readonly Mistake[] = [
  {
    what: 'an unknown key of a row',
    file: REQUIREMENTS,
    passage: 'source: Small guide\n    check: answers',
    replacement: 'source: Small guide\n    hazardus: true\n    check: answers',
    says: ['unknown key "hazardus"', 'did you mean "hazardous"?'],
    below: 1,
  },
  {
    what: 'an unknown key of the profile',
    file: 'profile.yaml',
    passage: '  many: false',
    replacement: '  many: false\n  deadlineMS: 5',
    says: ['unknown key "deadlineMS"', 'did you mean "deadlineMs"?'],
    below: 1,
  },
  {
    what: 'something preserved that no read shows',
    file: 'profile.yaml',
    passage: '  observe: []',
    replacement: "  observe: []\n  preserved:\n    - { what: links, operation: reed, at: '$[*].id' }",
    says: ['no read of users.observe is named "reed"'],
    below: 2,
  },
  {
    what: 'an id that could be somebody’s',
    file: 'profile.yaml',
    passage: "unknown: 'x{run}'",
    replacement: "unknown: 'nobody'",
    says: ['the id "nobody" is not random', 'put {run} or {uuid} into it'],
  },
  {
    what: 'an id with too few random bits',
    file: 'profile.yaml',
    passage: "unknown: 'x{run}'",
    replacement: "unknown: 'x{n}'",
    says: ['the id "x{n}" is not random', 'put {run} or {uuid} into it'],
  },
  {
    what: 'a constant that is nobody’s for no reason',
    file: 'profile.yaml',
    passage: 'odd: {}',
    replacement: "odd: {}, nobody: [{ id: '-' }]",
    says: ['has no "because"'],
  },
  {
    what: 'an unknown key of an erratum',
    file: 'errata.yaml',
    passage: '    reason: The title',
    replacement: '    reasons: [one]\n    reason: The title',
    says: ['unknown key "reasons"', 'did you mean "reason"?'],
  },
  {
    what: 'a requirement without a source',
    file: REQUIREMENTS,
    passage: '    source: Small guide\n    check: effects',
    replacement: '    check: effects',
    says: ['small/faults-harm-nobody has no "source"'],
    below: -4,
  },
  {
    what: 'an area that does not exist',
    file: REQUIREMENTS,
    passage: 'area: isolation',
    replacement: 'area: isolated',
    says: ['must be one of', 'isolation'],
  },
  {
    what: 'an id that stands twice',
    file: REQUIREMENTS,
    passage: EFFECTS,
    replacement: 'id: small/faults-are-refused',
    says: ['small/faults-are-refused: this id occurs twice'],
  },
  {
    what: 'an id of another vendor',
    file: REQUIREMENTS,
    passage: 'id: small/faults-are-refused',
    replacement: 'id: large/faults-are-refused',
    says: ['the id must begin with "small/"'],
  },
  {
    what: 'both "check" and "excluded"',
    file: REQUIREMENTS,
    passage: 'id: small/nobody-knows',
    replacement: 'id: small/nobody-knows\n    check: effects',
    says: ['small/nobody-knows: needs exactly one of "check" (with "expect") and "excluded"'],
  },
  {
    what: 'neither "check" nor "excluded"',
    ...requirementBefore(),
    says: ['small/further: needs exactly one of "check" (with "expect") and "excluded"'],
  },
  {
    what: 'a check that does not exist',
    ...requirementBefore('check: answer'),
    says: ['small/further: no check is named "answer", did you mean "answers"?', 'The checks are answers, effects'],
  },
  {
    what: 'a fact that the check does not report',
    ...requirementBefore('check: answers', 'cases: [none]', 'expect: [{ when: { statsu: 200 }, level: MUST }]'),
    says: ['check "answers" reports no "statsu", did you mean "status"?'],
  },
  {
    what: 'a parameter that the check does not take',
    file: REQUIREMENTS,
    passage: EFFECTS,
    replacement: `${EFFECTS}\n    with: { lenient: sometimes }`,
    says: ['small/faults-harm-nobody: with/lenient must be boolean'],
  },
  {
    what: 'a check with claims and no cases',
    ...requirementBefore('check: answers', 'expect: [{ when: { status: 200 }, level: MUST }]'),
    says: ['small/further: check "answers" needs "cases"'],
  },
  {
    what: 'a schema with an unknown keyword',
    ...requirementBefore(
      'check: answers',
      'cases: [none]',
      'expect: [{ when: { status: { type: integer, minimun: 400 } }, level: MUST }]',
    ),
    says: ['small/further: what it expects of "status" is not a schema of JSON Schema: ', 'unknown keyword: "minimun"'],
  },
  {
    what: 'a check without an expectation',
    ...requirementBefore('check: answers', 'cases: [body.*]'),
    says: ['small/further: has no "expect"'],
  },
  {
    what: 'a level that is not the highest of the clauses',
    file: REQUIREMENTS,
    passage: 'id: small/faults-harm-nobody\n    area: isolation\n    level: MUST',
    replacement: 'id: small/faults-harm-nobody\n    area: isolation\n    level: SHOULD',
    says: ['is SHOULD, but the highest of its clauses is MUST'],
  },
  {
    what: 'an excluded requirement that expects something',
    file: REQUIREMENTS,
    passage: 'id: small/nobody-knows',
    replacement: 'id: small/nobody-knows\n    with: { lenient: true }',
    says: ['an excluded requirement has no "expect", "with" or "cases"'],
  },
  {
    what: 'an erratum whose action matches nothing',
    file: 'errata.yaml',
    passage: 'target: $.info',
    replacement: 'target: $.inof',
    says: ['the erratum "title-too-short" does not apply', '$.inof'],
    below: -5,
  },
  {
    what: 'an erratum that stands twice',
    file: 'errata.yaml',
    passage: "  - id: title-too-short\n    where: '#/info/title'",
    replacement:
      "  - { id: same, where: 'https://a.example', reason: r, source: s }\n  - id: same\n    where: '#/info/title'",
    says: ['the erratum "same" occurs twice'],
    below: 1,
  },
  {
    what: 'an operation that the contract does not have',
    file: 'profile.yaml',
    passage: '  operation: remove',
    replacement: '  operation: remov',
    says: ['the contract has no operation "remov", did you mean "remove"?'],
  },
  {
    what: 'a faulty case whose effect no requirement judges',
    file: REQUIREMENTS,
    passage: "check: effects\n    cases: ['*']",
    replacement: 'check: effects\n    cases: [credentials.*]',
    says: ['no requirement judges the effect of the faulty case "member-missing:/id"'],
    line: 2,
  },
  {
    what: 'a case whose answer two requirements judge',
    ...requirementBefore('check: answers', 'cases: [body.absent]', 'expect: [{ when: { status: 400 }, level: MUST }]'),
    says: ['the answer to "body.absent" is covered twice: small/faults-are-refused, small/further'],
    line: 11,
  },
  {
    what: 'a claim that names nothing',
    file: REQUIREMENTS,
    passage: "check: effects\n    cases: ['*']",
    replacement: "check: effects\n    cases: ['*', method.DELET]",
    says: ['small/faults-harm-nobody claims "method.DELET"', 'did you mean "method.DELETE"?'],
    below: -5,
  },
];
