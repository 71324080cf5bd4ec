/** Why a requirement stays whose every fault another one finds too: by its check, for what it observes is what the others do not. */
export const STAYS: Readonly<Record<string, string>> = {
  'delete-user':
    'It costs no request: each look at the one deletion is a demand of its own, and its failure names which was broken.',
  'delete-several':
    'The number of users is what it demands: a server that fails at a size fails here alone, at the size that it names.',
  'delete-with-invalid-element':
    'It says what became of the good id beside the bad one; the others see only the answer or only the effect.',
  'faulty-request': 'It names the one fault of the request; the others that fail with it send that fault among others.',
  'foreign-tenant':
    'It is the one look at users of another tenant by their own credentials; where no user can be created with those, others must do.',
  'invalid-credentials-refused': 'It needs no user: it judges the answer also where none can be created or observed.',
  'mixed-deletions': 'It names which element of a list was answered wrongly; the others say that a list was.',
  'no-secret-in-answers': 'It sends nothing, and looks at every answer of the run, whoever provoked it.',
  recreate:
    'It looks at the user who is created again, as customers meet the fault; the others find it by what came back meanwhile.',
  'refused-request-has-no-effect':
    'An answer and an effect are two demands: a server may refuse and delete, and then this is what fails.',
  'response-contract': 'It sends nothing, and names the operation and the answer that broke the contract.',
  'similar-ids':
    'Its two users differ in this one respect, and both exist: its failure names the comparison, which an unknown id cannot prove.',
  'still-lives': 'It sends nothing new: it looks once more at every user whom nobody asked to delete.',
  'stays-gone': 'It sends nothing new: it looks once more at every deleted user when the run ends.',
  'undocumented-status': 'It sends nothing, and names a status that the documents do not have for this operation.',
  'unknown-user': 'It costs one request and no user: it judges a target that has none.',
  'unusual-id-user-is-deleted':
    'Its user has this kind of id: a customer with such ids needs to know it, whatever else fails.',
};
