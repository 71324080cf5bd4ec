/** What a request ends in before it is carried out. */
export class Refusal extends Error {
  readonly response: () => Response;

  constructor(status: number, error: Readonly<Record<string, unknown>>) {
    super(`refused with ${status}`);
    this.response = () => Response.json({ Errors: { Error: [error] } }, { status });
  }
}

/** An error of the gateway, which stands in front of the service. */
export const gatewayError = (status: number, ReasonCode: string, Description: string): Refusal =>
  new Refusal(status, { Source: 'Gateway', ReasonCode, Description, Recoverable: false, Details: null });

function serviceError(status: number, ReasonCode: string, Description: string, Details = Description): Refusal {
  const Recoverable = /not more than 500/.test(Details);
  return new Refusal(status, { Source: 'CARBON CALCULATOR EXPERIENCE', ReasonCode, Description, Recoverable, Details });
}

/** 400, with what is wrong in its details. */
export const invalidParameter = (details: string): Refusal =>
  serviceError(
    400,
    'INVALID_REQUEST_PARAMETER',
    'One of the request parameters is invalid, try again with correct request.',
    details,
  );

/** 404 for an id that nobody has. */
export const userNotFound = (): Refusal => serviceError(404, 'USER_NOT_FOUND', 'The user is not present.');

/** 401 for a user whose deletion was accepted and is not done. */
export const userTerminating = (): Refusal =>
  serviceError(401, 'USER_TERMINATE_IN_PROGRESS', 'The termination of the user is in progress.');

/** 415. */
export const unsupportedMediaType = (): Refusal =>
  serviceError(415, 'UNSUPPORTED_MEDIA_TYPE', 'The media type is not supported.', '');

/** 500 for what nobody foresaw. */
export const serverError = (): Refusal => serviceError(500, 'SYSTEM_ERROR', 'The request could not be processed.');
