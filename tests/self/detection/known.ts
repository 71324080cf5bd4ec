const PAGE = 'a page is taken for the answer of a gateway, which is not judged (A51)';
const NEW_ROW = 'a later requirement wishes for 400 as well; whether 422 may warn there is not decided yet';

/** What the suite does not judge as its table says, and why: by vendor and implementation. */
export const KNOWN: Readonly<Record<string, string>> = {
  'mastercard enrolment-refused-as-page': PAGE,
  'mastercard enrolment-not-found-as-page': PAGE,
  'mastercard enrolment-unsupported-as-page': PAGE,
  'mastercard issuer-not-found-as-page': PAGE,
  'mastercard score-refused-as-page': PAGE,
  'mastercard score-not-found-as-page': PAGE,
  'mastercard dashboard-refused-as-page': PAGE,
  'mastercard dashboard-not-found-as-page': PAGE,
  'mastercard one-in-ten-500': 'what is repeated (A49) meets the tenth request seldom enough to warn only',
  'mastercard bodies-are-422': NEW_ROW,
  'mastercard null-is-422': NEW_ROW,
  'mastercard faults-are-422': NEW_ROW,
  'mastercard nonces-forgotten': 'the requirement of lax parameters warns as well',
  'mastercard behind-a-limit-of-1-kb': 'the row of 501 entries warns of the 413 of a gateway',
  'mastercard being-terminated-for-ever': 'the row of simultaneous deletions warns as well',
};
