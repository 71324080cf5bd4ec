import { ID_TRANSFORMATIONS } from '../contract/id-transformations/index.ts';
import type { Reading } from '../contract/id-transformations/types.ts';
import { areNumbers, idsPlaceOf, idValue } from '../contract/ids-place.ts';
import { compileSchema } from '../contract/validator.ts';
import type { Vendor } from '../spec-loader/types.ts';
import { createRandomParts } from './own-id-matcher.ts';
import { joins, resembles } from './id-similarity.ts';

/** The ids that a run may name in a deletion (D12). */
export interface KnownIds {
  /**
   * Takes note of a user whose creation the run was answered with.
   * @returns false where the id is known already: that answer speaks of somebody else
   */
  registerId(id: string): boolean;
  /** Takes note of an id that the run has drawn at random and that nobody has. */
  draw(id: string): void;
  /**
   * Whether a text can mean only this run's users. It does if it is one of their ids, or if it contains a random part
   * of the run and no transformation that a store or middleware applies to a key turns it into another id.
   */
  isOurs(text: string): boolean;
  /** Whether a text is, as a whole, the id of a user that the run created or was offered. */
  isUser(text: string): boolean;
  /**
   * Whether a text was made of one of the ids, as faulty requests do: shortened, lengthened, altered, or in a spelling that
   * a transformation reads as that id; or of one of them and an id that the run drew.
   */
  resembles(text: string): boolean;
  /** Whether the contract makes numbers of ids. */
  readonly idsAreNumbers: boolean;
  /** Whether the contract gives ids a form, this text has it, and it is not an id of the run. */
  isIdOfOthers(text: string): boolean;
}

export interface KnownIdsOptions {
  /** Offered by the operator. */
  readonly offered?: readonly string[];
  /** `{run}` of the templates. */
  readonly runPrefix: string;
  /** Constants that the profile names as nobody's. */
  readonly nobody?: readonly string[];
  /** What the contract makes of ids; absent: any text may be one. */
  readonly form?: IdForm;
}

/** The form that a contract gives ids. */
export interface IdForm {
  readonly isNumber: boolean;
  readonly keeps: (id: string) => boolean;
}

/** The form that a vendor's contract gives ids; undefined where any text may be one. */
export function idFormOf({ profile, contract }: Vendor): IdForm | undefined {
  const { deletion } = profile;
  const place = idsPlaceOf(deletion, contract.operations.get(deletion.operation));
  const isNumber = areNumbers(place);
  const hasForm = isNumber || ['pattern', 'format', 'enum'].some((keyword) => keyword in place.schema);
  if (!hasForm) return undefined;
  const broken = compileSchema(place.schema, contract.dialect);
  return { isNumber, keeps: (id) => broken(idValue(id, place)).length === 0 };
}

/** From this length on, an id is long enough that whatever holds most of it was made of it. */
const LONG = 16;

/** Knows the offered ids and the random part of the run; the others are registered. */
export function createKnownIds({ offered = [], runPrefix, nobody = [], form }: KnownIdsOptions): KnownIds {
  const ids = new Set([...offered, ...nobody]);
  const drawn = new Set<string>();
  const cleared = new Set<string>();
  const parts = createRandomParts(runPrefix);

  /** What does not keep the form of ids is nobody's. */
  const isNoId = (text: string): boolean => form !== undefined && !form.keeps(text);
  const reaches = (reading: Reading): boolean =>
    reading.kind === 'id'
      ? ids.has(reading.id) || parts.holdsAnyCase(reading.id) || (reading.exact === true && isNoId(reading.id))
      : reading.alternatives.every((required) => required.some((piece) => parts.holdsAnyCase(piece)));

  return {
    registerId(id) {
      const isNew = !ids.has(id) && !drawn.has(id);
      ids.add(id);
      return isNew;
    },
    draw(id) {
      drawn.add(id);
      parts.add(id);
    },
    isOurs(text) {
      if (ids.has(text) || cleared.has(text)) return true;
      const isOurs =
        parts.holds(text) && ID_TRANSFORMATIONS.every(({ readings }) => readings(text).every((one) => reaches(one)));
      // Lists of hundreds of ids are sent more than once.
      if (isOurs) cleared.add(text);
      return isOurs;
    },
    isUser: (text) => ids.has(text),
    resembles(text) {
      // Of short ids one is as like another as like itself with a slip.
      const mayBeOthers = form?.keeps(text) ?? false;
      const read = idsReadFrom(text);
      const isMade = (id: string) =>
        id === text || ((id.length >= LONG || !mayBeOthers) && (resembles(text, id) || read.has(id)));
      return parts.holdsAnyCase(text) || [...ids, ...drawn].some(isMade) || joins(text, [...ids], [...drawn]);
    },
    idsAreNumbers: form?.isNumber ?? false,
    isIdOfOthers: (text) => (form?.keeps(text) ?? false) && !ids.has(text) && !drawn.has(text),
  };
}

/** What a transformation takes a text for, as a whole id. */
function idsReadFrom(text: string): ReadonlySet<string> {
  const readings = ID_TRANSFORMATIONS.flatMap((one) => one.readings(text));
  return new Set(readings.flatMap((one) => (one.kind === 'id' ? [one.id] : [])));
}
