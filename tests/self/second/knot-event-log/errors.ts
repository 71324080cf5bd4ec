/** An answer that a request ends in before it is carried out. */
export class Refusal extends Error {
  readonly response: () => Response;

  constructor(response: () => Response) {
    super('refused');
    this.response = response;
  }
}

const refusal = (status: number, error_type: string, error_code: string, error_message: string): Refusal =>
  new Refusal(() => Response.json({ error_type, error_code, error_message }, { status }));

/** The documented errors of POST /user/delete, and those of its neighbours in the same form. */
export const invalidKeys = () =>
  new Refusal(() =>
    Response.json(
      {
        error_type: 'INVALID_INPUT',
        error_code: 'INVALID_API_KEYS',
        error_message: 'Invalid client_id or secret provided.',
      },
      { status: 401, headers: { 'www-authenticate': 'Basic realm="knot"' } },
    ),
  );

/** 400 for a field that is missing or of the wrong type. */
export const invalidField = (message: string) => refusal(400, 'INVALID_REQUEST', 'INVALID_FIELD', message);

/** 400, not 404: that is how the documents answer an unknown user. */
export const userNotFound = () =>
  refusal(400, 'USER_ERROR', 'USER_NOT_FOUND', 'The user was not found. Please check the external_user_id provided.');

/** 400 for a merchant that the user has not linked. */
export const accountNotFound = () =>
  refusal(400, 'MERCHANT_ACCOUNT_ERROR', 'MERCHANT_ACCOUNT_NOT_FOUND', 'The merchant account was not found.');

/** 400 for a session type outside the list. */
export const invalidType = () => refusal(400, 'INVALID_INPUT', 'PRODUCT_NOT_VALID', 'The selected type is invalid.');
