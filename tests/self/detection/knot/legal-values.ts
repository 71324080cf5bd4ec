import { KNOT } from '../../../../src/sandbox/knot/behaviour.ts';
import { invalidField } from '../../../../src/sandbox/knot/errors.ts';
import { legal } from '../types.ts';
import { firstWins } from '../values.ts';
import { refuse, steps, type Right } from './tools.ts';

/** What the rules leave open about such values. */
export const LEGAL_VALUES: readonly Right[] = [
  legal(
    'first-property-counts',
    'Of two equal properties the first counts (A50).',
    steps({
      readDeletion: (call) => firstWins(call.body) ?? KNOT.readDeletion(call),
    }),
  ),
  legal(
    'repeated-is-refused',
    'Two equal properties are refused (A50).',
    steps({
      readDeletion: (call) =>
        firstWins(call.body) === undefined ? KNOT.readDeletion(call) : refuse(400, 'INVALID_REQUEST', 'INVALID_FIELD'),
    }),
  ),
  legal(
    'deep-is-413',
    'JSON that is too deep is answered 413 (A50).',
    steps({
      handle: (call) => (/\[{100}/.test(call.body.toString()) ? invalidField('Too deep.', 413) : KNOT.handle(call)),
    }),
  ),
  legal(
    'undecodable-is-replaced',
    'Bytes that are not UTF-8 become replacement characters, which nobody has in an id (A50).',
    steps({
      readProperties: (call) => KNOT.readProperties({ ...call, body: Buffer.from(call.body.toString('utf8')) }),
    }),
  ),
  legal(
    'surrogates-refused',
    'Half a surrogate pair is refused as a faulty field (A50).',
    steps({
      readDeletion(call) {
        const id = KNOT.readDeletion(call);
        return /\p{Cs}/u.test(id) ? refuse(400, 'INVALID_REQUEST', 'INVALID_FIELD') : id;
      },
    }),
  ),
  legal(
    'zero-is-missing',
    'What its language takes for empty is a missing field (K4, K7).',
    steps({
      readDeletion(call) {
        const given = call.steps.readProperties(call).external_user_id;
        return given === 0 || given === '0' || given === false
          ? refuse(400, 'INVALID_REQUEST', 'INVALID_FIELD')
          : KNOT.readDeletion(call);
      },
    }),
  ),
  legal(
    'numbers-as-digits',
    'Every number is taken for the text of its digits (K6).',
    steps({
      readProperties(call) {
        const properties = KNOT.readProperties(call);
        const given = properties.external_user_id;
        return typeof given === 'number' && Number.isFinite(given)
          ? { ...properties, external_user_id: String(given) }
          : properties;
      },
    }),
  ),
  legal(
    'wrong-types-422',
    'A value of another type is answered 422 (K7).',
    steps({
      readDeletion(call) {
        const given = call.steps.readProperties(call).external_user_id;
        return typeof given === 'object' && given !== null
          ? refuse(422, 'INVALID_REQUEST', 'INVALID_FIELD')
          : KNOT.readDeletion(call);
      },
    }),
  ),
];
