import { capital, type SentenceOf } from './sentence.ts';

/** The facts of a few checks each, and what their violations mean. */
export const FURTHER_SENTENCES: Readonly<Record<string, SentenceOf>> = {
  body: (about, { expected }) => `The body is not ${expected}: ${about}.`,
  // What came back, and who was created again.
  recreated: () => 'The deleted user could not be created again.',
  creation: (about, { actual }) => `The deleted user could not be created again (${actual}): ${about}.`,
  oldData: () => 'Data that the user had before the deletion is there.',
  restored: (_, { actual }) => `The user who was created again shows what only the old one had: ${actual}.`,
  newUser: (about, { actual }) =>
    `The user who was created again ${NEW_USER[actual] ?? `was seen ${actual}`}: ${about}.`,
  // What others keep.
  kept: (about, { actual }) => `Another user kept ${actual}: ${about}.`,
  otherwise: (about, { actual }) => `Another user was changed by the deletion (${actual}): ${about}.`,
  // What an answer discloses.
  secretPart: (about, { actual }) => `The answer shows a part of ${actual}, which the request did not hold: ${about}.`,
  erasedData: (about) => `The answer contains data of a user who was gone already: ${about}.`,
  foreignUsers: (about) => `The answer names a user that the request did not name, or holds their data: ${about}.`,
  internals: (about, { actual }) => `The answer shows how the service is made (${actual}): ${about}.`,
  sameHeaders: (about) => `The header fields differ, and so show which of the users exists: ${about}.`,
  sameAnswer: (about) => `The answers differ where they must be alike: ${about}.`,
  // Whose deletion was answered how.
  accepted: (about) => `None of the deletions was accepted: ${about}.`,
  fits: (about) => `The answer is that of another request: ${about}.`,
  falseSuccess: (about) => `A deletion of nobody was answered with success: ${about}.`,
  unknown: (about) => `The answer lists an id that nobody has as deleted: ${about}.`,
  foreign: (about) => `The answer lists another tenant's user as deleted: ${about}.`,
  likeAbsent: (about) => `Answered like a request without a body: ${about}.`,
  access: (about) => `Let in without credentials: ${about}.`,
  token: (about) => `A token was issued: ${about}.`,
  job: (about, { actual, expected }) => `The job was seen ${actual} instead of ${expected}: ${about}.`,
  plainHttp: (about, { actual }) =>
    actual === 'clear-text'
      ? `The requests travel in clear text: ${about}.`
      : `${capital(actual)} over plain HTTP: ${about}.`,
};

const NEW_USER: Readonly<Record<string, string>> = {
  gone: 'is gone without a deletion',
  terminating: 'is being deleted, though nobody asked for it',
};
