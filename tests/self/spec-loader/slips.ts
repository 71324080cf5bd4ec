import { REQUIREMENT_SLIPS } from './requirement-slips.ts';
import type { ShortSlip, Slip } from './slip.ts';

const OTTER_PROFILE: readonly ShortSlip[] = [
  [
    'a code that no error has',
    'code: /code }',
    'code: /cod }',
    'no error of the contract has "/cod", did you mean "/code"?',
    'errors: {',
  ],
  [
    'a text that no error has',
    'code: /code }',
    'code: /code, text: /message }',
    'no error of the contract has "/message"',
    'errors: {',
  ],
  ['a new user’s id that no answer has', 'id: /id\n', 'id: /user/id\n', 'no answer of addUser has "/user/id"'],
  [
    'a list of ids that the answer has not',
    "list: '$[*].id'",
    "list: '$.users[*].id'",
    'no answer of listUsers has anything at "$.users[*].id"',
  ],
  ['a list of ids that is no JSONPath', "list: '$[*].id'", "list: '$[*.id'", '"$[*.id" is no JSONPath: '],
  [
    'marks that the answer has not',
    'lives: { status: 200 }\n      list',
    "lives: { status: 200 }\n      marks: '$[*].nick'\n      list",
    'no answer of listUsers has anything at "$[*].nick"',
    "marks: '$[*]",
  ],
  [
    'something preserved that the answer has not',
    'marks: []',
    "marks: []\n  preserved: [{ what: names, operation: readUser, at: '$.title' }]",
    'no answer of readUser has anything at "$.title"',
    'preserved:',
  ],
  [
    'a path parameter that is not there',
    "path: { id: '{user}' }",
    "path: { user: '{user}' }",
    'readUser has no path parameter "user"',
    'path: {',
  ],
  [
    'a path parameter without a value',
    "      path: { id: '{user}' }\n",
    '',
    'the path parameter "id" of readUser gets no value',
    '- operation: readUser',
  ],
  [
    'a query parameter that is not there',
    'operation: listUsers',
    'operation: listUsers\n      query: { page: one }',
    'listUsers has no query parameter "page"',
    'query: {',
  ],
  [
    'a placeholder of a read that has no value',
    "{ id: '{user}' }",
    "{ id: '{usr}' }",
    '{usr} has no value here, did you mean "user"?',
    'path: {',
  ],
  [
    'a placeholder of a creation that has no value',
    "{ name: 'otter-{n}' }",
    "{ name: 'otter-{name}' }",
    '{name} has no value here',
    'body: {',
  ],
  [
    'a creation that breaks the contract',
    "{ name: 'otter-{n}' }",
    "{ nam: 'otter-{n}' }",
    'the body for addUser does not conform to the contract: it must have required property',
    'body: {',
  ],
  [
    'a number where the contract has a text',
    "{ name: 'otter-{n}' }",
    '{ name: 12 }',
    'the body for addUser does not conform to the contract: /name must be string',
    'body: {',
  ],
  [
    'another scheme than the contract’s',
    '{ scheme: bearer }',
    '{ scheme: basic }',
    'deleteUser is called with "token" (bearer) by the contract, not with basic',
    'auth: {',
  ],
  [
    'an answer of a deletion that is not documented',
    'accepted: { status: 204 }',
    'accepted: { status: 200 }',
    'deleteUser is documented with no such status; it answers 204, 400, 401, 404',
  ],
  [
    'an answer of a read that is not documented',
    'gone: [{ status: 404,',
    'gone: [{ status: 410,',
    'readUser is documented with no such status',
  ],
  [
    'a place in an answer that is not documented',
    'notFound: { status: 404, /code:',
    'notFound: { status: 404, /kode:',
    'no answer 404 of deleteUser has "/kode", did you mean "/code"?',
  ],
  [
    'an unknown key that is right elsewhere',
    'operation: readUser',
    'id: /id\n      operation: readUser',
    'unknown key "id" in users.observe.0 (allowed: operation, ',
  ],
  [
    'an id in a parameter of another name',
    'ids: { path: id }',
    'ids: { path: user }',
    'deleteUser has no path parameter "user"',
  ],
  [
    'an id in neither path nor query',
    'ids: { path: id }',
    'ids: { pth: id }',
    'unknown key "pth" in deletion.ids (allowed: path, query), did you mean "path"?',
  ],
  ['a scheme of authentication that there is not', 'scheme: bearer', 'scheme: barer', ', did you mean "bearer"?'],
  [
    'a placeholder of an id that has no value',
    "unknown: '{digits:12}'",
    "unknown: '{digit:12}'",
    '{digit:12} has no value here, did you mean "digits"?',
  ],
  [
    'an unknown id that the contract does not allow',
    "unknown: '{digits:12}'",
    "unknown: 'x{digits:12}'",
    'does not conform to the contract of deleteUser',
  ],
];

const EGRET_PROFILE: readonly ShortSlip[] = [
  [
    'a key that its scheme of authentication does not have',
    'otherScope: people.read',
    'otherScop: people.read',
    'unknown key "otherScop" in auth (allowed: scheme, token, client, scope, otherScope',
  ],
  [
    'another token endpoint than the contract’s',
    'token: /oauth/token',
    'token: /oauth/tokn',
    '"client" of the contract issues tokens at /oauth/token, not at /oauth/tokn',
  ],
  [
    'a scope that the contract does not have',
    'scope: people.erase',
    'scope: people.eras',
    '"client" of the contract has no scope "people.eras", did you mean "people.erase"?',
  ],
];

const HERON_PROFILE: readonly ShortSlip[] = [
  [
    'a header that the answer has not',
    'header: Location',
    'header: Locaton',
    'no answer of deleteUser has the header "Locaton", did you mean "Location"?',
  ],
];

const LARK_PROFILE: readonly ShortSlip[] = [
  [
    'a list of the erased that the answer has not',
    'listed: /erased',
    'listed: /deleted',
    'no answer of eraseMembers has "/deleted"',
  ],
  [
    'a key of another name',
    'name: X-Lark-Key',
    'name: X-Api-Key',
    'eraseMembers is called with "key" (apiKey in header X-Lark-Key) by the contract, not with apiKey in header X-Api-Key',
    'auth: {',
  ],
  ['a key in another place', 'in: header', 'in: query', 'not with apiKey in query X-Lark-Key', 'auth: {'],
];

const slips = (vendor: string, file: string, all: readonly ShortSlip[]): Slip[] =>
  all.map(([what, passage, replacement, says, at]) => {
    return { vendor, file, what, passage, replacement, says, ...(at === undefined ? {} : { at }) };
  });

/** More than thirty slips; each is found when the vendor is read. */
export const SLIPS: readonly Slip[] = [
  ...slips('otter', 'profile.yaml', OTTER_PROFILE),
  ...slips('otter', 'requirements.yaml', REQUIREMENT_SLIPS),
  ...slips('lark', 'profile.yaml', LARK_PROFILE),
  ...slips('egret', 'profile.yaml', EGRET_PROFILE),
  ...slips('heron', 'profile.yaml', HERON_PROFILE),
  {
    vendor: 'otter',
    file: 'openapi.yaml',
    what: 'a code that the contract’s list does not have',
    passage: 'properties: { code: { type: string } }',
    replacement: 'properties: { code: { type: string, enum: [user_not_known, id_wrong] } }',
    says: 'no answer 404 of deleteUser has "user_unknown" at "/code" (allowed: user_not_known, id_wrong), did you mean "user_not_known"?',
    sentences: 2,
  },
];
