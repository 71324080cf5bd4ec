import { stringify } from 'yaml';
import { idsPlaceOf, nameOfId } from '../contract/ids-place.ts';
import { idInAnswer, idsInList, takesId } from './read-facts.ts';
import { documented, type Facts } from './facts.ts';
import { NEIGHBOURS, ODD } from './usual-ids.ts';
import type { Operation } from '../contract/types.ts';

/** What marks a question in a profile. */
export const QUESTION = '# QUESTION:';

/**
 * The profile of a vendor: what its document states, and a marked question for each thing that it does not state.
 * @param hosts of the document's servers
 */
export function profileText(facts: Facts, hosts: readonly string[]): string {
  const { vendor, contract, ids, many, operation, success, listed, notFound, errors, auth, chosenBy } = facts;
  const asked = (about: string): string[] => {
    const question = facts.questions.get(about);
    return question === undefined ? [] : [`${QUESTION} ${question}`];
  };
  const [production, sandbox] = [hosts.filter((host) => !isSandbox(host)), hosts.filter(isSandbox)];
  const env = vendor.replace(/[^a-z0-9]/g, '').toUpperCase();
  return [
    `# yaml-language-server: $schema=../profile.schema.json`,
    `title: ${scalar(contract.title)}`,
    `env: ${env}`,
    `${QUESTION} Which hosts are production, where nobody may be created, and which are sandboxes?`,
    `hosts: { production: [${production.join(', ')}], sandbox: [${sandbox.join(', ')}] }`,
    ...asked('auth'),
    block('auth', auth),
    ...asked('ids'),
    'deletion:',
    `  operation: ${scalar(operation.id)}`,
    `  ids: ${flow(ids)}`,
    `  many: ${many}`,
    ...(listed === undefined ? [] : [`  listed: ${scalar(listed)}`]),
    ...[...asked('accepted'), ...asked('answers')].map((line) => `  ${line}`),
    `  accepted: { status: ${success} }`,
    ...asked('notFound').map((line) => `  ${line}`),
    `  ${QUESTION} Which code means that nobody has the id? Add it: { status: 404, ${errors.code}: … }.`,
    `  notFound: ${flow(notFound)}`,
    `  ${QUESTION} How soon must a deletion be done, in ms after its answer?`,
    `  deadlineMs: ${facts.later ? 86_400_000 : 5000}`,
    'users:',
    `  ${QUESTION} Who makes the id of a user?`,
    `  chosenBy: ${chosenBy}`,
    '  ids:',
    ...(chosenBy === 'caller' ? [`    created: ${scalar(idTemplate(facts, 'conformance'))}`] : []),
    `    unknown: ${scalar(idTemplate(facts, 'nobody'))}`,
    ...usualIds(facts),
    ...usersLines(facts),
    ...asked('errors'),
    `errors: ${flow(errors)}`,
    `${QUESTION} Which response headers does the vendor's support ask for?`,
    'keepHeaders: []',
    '',
  ].join('\n');
}

const isSandbox = (host: string): boolean => /sandbox|test|stag|dev|localhost|^127\./i.test(host);

const scalar = (text: string): string => stringify(text, { lineWidth: 0 }).trimEnd();
const flow = (value: unknown): string => stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd();
const block = (name: string, value: unknown): string => stringify({ [name]: value }, { lineWidth: 0 }).trimEnd();

/** An id that keeps the form of the document and is nobody's. */
function idTemplate({ idKind }: Facts, word: string): string {
  return { free: `${word}-{run}-{n}`, uuid: '{uuid}', pattern: '{pattern}', number: '{digits:15}' }[idKind];
}

function usualIds({ idKind, chosenBy }: Facts): string[] {
  if (idKind !== 'free' || chosenBy === 'server') return ['    odd: {}', '    neighbours: {}'];
  return [stringify({ odd: ODD, neighbours: NEIGHBOURS }, { lineWidth: 0 }).trimEnd().replace(/^/gm, '    ')];
}

/** How a user is created and seen: by the calls of the document that look like it. */
function usersLines(facts: Facts): string[] {
  const { contract, operation, chosenBy } = facts;
  const others = [...contract.operations.values()].filter((one) => one !== operation);
  const name = nameOfId(idsPlaceOf(facts, operation));
  const create = others.find(
    (one) =>
      one.method === 'POST' &&
      !/\{/.test(one.path) &&
      (chosenBy === 'caller' ? takesId(one, name) : idInAnswer(one, contract.operations, name) !== undefined),
  );
  const read = others.find((one) => one.method === 'GET' && (one.parameters ?? []).some((two) => two.in === 'path'));
  const gone = read ? (documented(read, 404, 410)[0] ?? 404) : 404;
  return [
    `  ${QUESTION} Which calls create a user, in order, and with what body?`,
    ...(create
      ? [
          '  create:',
          `    - operation: ${scalar(create.id)}`,
          ...(create.requestBody
            ? [`      body: ${flow(bodyOf(create, chosenBy === 'caller' ? name : undefined))}`]
            : []),
          ...(chosenBy === 'caller' ? [] : [`      id: ${idInAnswer(create, contract.operations, name) ?? '/id'}`]),
        ]
      : ['  create: []']),
    '  marks: []',
    `  ${QUESTION} Which reads show that a user lives, and that it is gone?`,
    ...readLines(read, others, gone),
  ];
}

/** The read that shows one user, else the list of all of them. */
function readLines(read: Operation | undefined, others: readonly Operation[], gone: number): string[] {
  const [parameter] = (read?.parameters ?? []).filter((one) => one.in === 'path').slice(-1);
  if (read && parameter)
    return [
      '  observe:',
      `    - operation: ${scalar(read.id)}`,
      `      path: { ${parameter.name}: '{user}' }`,
      '      lives: { status: 200 }',
      '      terminating: []',
      `      gone: [{ status: ${gone} }]`,
    ];
  const [list] = others.flatMap((one) => {
    const at = idsInList(one);
    return at === undefined ? [] : [{ one, at }];
  });
  if (!list) return ['  observe: []'];
  return [
    '  observe:',
    `    - operation: ${scalar(list.one.id)}`,
    '      lives: { status: 200 }',
    `      list: ${scalar(list.at)}`,
    '      terminating: []',
    '      gone: []',
  ];
}

/** What a body must hold, and the id where the caller makes it. */
function bodyOf(create: Operation, name: string | undefined): unknown {
  const body = sampleBody(create);
  return name === undefined ? body : { ...(body as object), [name]: '{user}' };
}

/** What a body must hold: texts, numbers and objects of the least. */
function sampleBody({ requestBody }: Operation): unknown {
  const sample = (schema: Readonly<Record<string, unknown>>, name: string): unknown => {
    const { type, properties = {}, required = [], enum: values, example, format } = schema;
    if (example !== undefined) return example;
    if (Array.isArray(values)) return values[0] as unknown;
    if ([type].flat().includes('object'))
      return Object.fromEntries(
        (required as string[]).map((key) => [
          key,
          sample((properties as Record<string, Record<string, unknown>>)[key] ?? {}, key),
        ]),
      );
    if (type === 'array') return [];
    if (type === 'integer' || type === 'number') return 1;
    if (type === 'boolean') return true;
    return format === 'email' || /mail/i.test(name) ? 'conformance-{run}-{n}@users.example' : 'conformance-{n}';
  };
  return requestBody ? sample(requestBody.schema, '') : {};
}
