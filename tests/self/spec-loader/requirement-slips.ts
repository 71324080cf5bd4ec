import type { ShortSlip } from './slip.ts';

/** Slips in the requirements of Otter Club. */
export const REQUIREMENT_SLIPS: readonly ShortSlip[] = [
  [
    'a check that does not exist',
    'check: delete-user\n',
    'check: delete-users\n',
    'no check is named "delete-users", did you mean "delete-user"? The checks are ',
    'otter/user-is-gone',
  ],
  [
    'something that the check does not take',
    'with: { users: 2, times: 2 }',
    'with: { users: 2, time: 2 }',
    'otter/deletions-together: check "concurrent-deletions" takes no "time" in "with", did you mean "times"?',
    'otter/deletions-together',
  ],
  [
    'something for a check that takes nothing',
    'check: unknown-user',
    'with: { times: 2 }\n    check: unknown-user',
    'check "unknown-user" takes no "times" in "with"; it takes nothing',
    'otter/unknown-user-is-refused',
  ],
  [
    'an operation that does not exist',
    'operation: deleteUser, status: 204',
    'operation: deleteUsers, status: 204',
    'otter/deletion-keeps-the-contract: the contract has no operation "deleteUsers", did you mean "deleteUser"?',
  ],
  [
    'a status that is not documented',
    'operation: deleteUser, status: 204',
    'operation: deleteUser, status: 202',
    'the contract documents no answer 202 of deleteUser; it documents 204, 400, 401, 404',
  ],
  [
    'a place that no answer has',
    'when: { status: 404, /code:',
    'when: { status: 404, /error:',
    'otter/unknown-user-is-refused: no answer of the contract has "/error"',
  ],
  [
    'a requirement without a level',
    '    level: MUST\n    text: Nobody who was deleted',
    '    text: Nobody who was deleted',
    'otter/deleted-users-stay-gone has no "level"',
    'otter/deleted-users-stay-gone',
  ],
  [
    'an area that does not exist',
    'area: repetition',
    'area: repetitions',
    'otter/second-deletion-finds-nobody.area must be one of contract, ',
  ],
  [
    'a clause without a level',
    'expect: [{ when: { victim: gone }, level: MUST }]',
    'expect: [{ when: { victim: gone } }]',
    'otter/deleted-users-stay-gone.expect.0 has no "level"',
  ],
  [
    'a case that is judged twice',
    'cases: [method.*]',
    'cases: [method.*, path-id.nul]',
    'the effect of "path-id.nul" is covered twice: otter/what-is-no-id-harms-nobody, otter/other-methods-harm-nobody',
    'otter/other-methods-harm-nobody',
  ],
  [
    'a word that a fact never is',
    '- { when: { victim: gone }, level: MUST }',
    '- { when: { victim: gon }, level: MUST }',
    '"victim" is never "gon", did you mean "gone"?; it is living, gone, terminating, answered 500',
    'otter/user-is-gone',
  ],
  [
    'an area that there is not',
    'area: erasure',
    'area: erasur',
    'otter/user-is-gone.area must be one of contract, input, credentials, erasure, isolation, repetition, batch, did you mean "erasure"?',
  ],
];
