type Json = Readonly<Record<string, unknown>>;

/** The statuses that a range or `default` is taken to mean: those that an API answers. */
const MEANT: Readonly<Record<string, readonly number[]>> = {
  '2XX': [200],
  '3XX': [302],
  '4XX': [400, 401, 403, 404, 409, 415, 422, 429],
  '5XX': [500, 503],
};

/** What `default` means next to a documented success. */
const ERRORS = [...(MEANT['4XX'] ?? []), 500];

/** What represents a success that a document does not name. */
export const NO_SUCCESS = 'The document names no success.';

/**
 * The answers of an operation one by one, as they are judged: `default` and `4XX` become the statuses that they may mean, and
 * where no success is documented one is.
 */
export function answersOneByOne(responses: Json): Json {
  const exact = Object.entries(responses).filter(([status]) => /^[1-5]\d\d$/.test(status));
  const ranges = Object.entries(responses).flatMap(([status, one]) =>
    (MEANT[status.toUpperCase()] ?? []).map((meant): [string, unknown] => [String(meant), one]),
  );
  const documented = Object.fromEntries([...ranges, ...exact]);
  const hasSuccess = Object.keys(documented).some((status) => status.startsWith('2'));
  const { default: other } = responses;
  // A document whose only answer is `default` means its success.
  const isSuccess = other !== undefined && Object.keys(documented).length === 0;
  const meant = other === undefined ? [] : isSuccess ? [200] : ERRORS;
  const success = hasSuccess || isSuccess ? {} : { '200': { description: NO_SUCCESS } };
  return { ...Object.fromEntries(meant.map((status) => [String(status), other])), ...success, ...documented };
}

/** Whether answers have to be distinguished before they can be judged. */
export function needsTelling(responses: Json): boolean {
  return Object.keys(responses).some((status) => !/^[1-5]\d\d$/.test(status));
}
