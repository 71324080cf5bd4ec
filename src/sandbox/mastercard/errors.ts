import type { Answer } from '../answer.ts';

/** An error of the application, complete as the contract's schema wants it. */
function applicationError(
  status: number,
  code: string,
  description: string,
  details = '',
  recoverable = false,
): Answer {
  return errorAnswer(status, {
    Source: 'CARBON CALCULATOR EXPERIENCE',
    ReasonCode: code,
    Description: description,
    Recoverable: recoverable,
    Details: details,
  });
}

/** An error of the gateway in front of the application: Details are null. */
export function gatewayError(status: number, code: string, description: string): Answer {
  const error = { Source: 'Gateway', ReasonCode: code, Description: description, Recoverable: false, Details: null };
  return errorAnswer(status, error);
}

function errorAnswer(status: number, error: object): Answer {
  return { status, body: { Errors: { Error: [error] } } };
}

/** 400 INVALID_REQUEST_PARAMETER with what is wrong. */
export function invalidParameter(details: string, recoverable = false): Answer {
  return applicationError(
    400,
    'INVALID_REQUEST_PARAMETER',
    'One of the request parameters is invalid, try again with correct request.',
    details,
    recoverable,
  );
}

export function unsupportedMediaType(): Answer {
  return applicationError(
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    'The requested media type is not supported, try again with supported media type.',
  );
}

export function cryptoError(): Answer {
  return applicationError(
    400,
    'CRYPTO_ERROR',
    'We are unable to decipher your request, kindly verify your request before trying again. If the problem persists then reach out to your Mastercard associate.',
  );
}

export function userNotFound(): Answer {
  return applicationError(
    404,
    'USER_NOT_FOUND',
    'We cannot find user details for provided userId. Kindly register the user through the enrollment process.',
    'Make sure the user is enrolled through /issuers/users API endpoint.',
  );
}

export function terminateInProgress(): Answer {
  const text =
    "User termination is in progress, kindly contact your Mastercard associate to activate it again. Until then you won't be able to access any service.";
  return applicationError(401, 'USER_TERMINATE_IN_PROGRESS', text, text);
}

/** 404 of the gateway: observed without Details. */
export function notFound(): Answer {
  const error = { Recoverable: false, Source: 'Gateway', ReasonCode: 'NOT_FOUND', Description: 'Not Found' };
  return errorAnswer(404, error);
}

/** 405 with the one method that the path knows (RFC 9110, 15.5.6). */
export function methodNotAllowed(allow: string): Answer {
  return { ...gatewayError(405, 'METHOD_NOT_ALLOWED', 'Method Not Allowed'), headers: { allow } };
}

/** 400: there is no OAuth header, or it cannot be read. */
export function invalidAuthHeader(description: string): Answer {
  return gatewayError(400, 'INVALID_AUTH_HEADER', description);
}

/** 400: the body is not the one that was signed. */
export function invalidBodyHash(calculated: string, received: string | undefined): Answer {
  const text = `The provided oauth_body_hash does not match the SHA256 hash of the request payload. Calculated: ${calculated}, Received: ${received ?? 'none'}`;
  return gatewayError(400, 'INVALID_BODY_HASH', text);
}

/** The sources disagree on 401 or 403; 401 is the one the operation's contract lists. */
export function authenticationFailed(description: string): Answer {
  return gatewayError(401, 'AUTHENTICATION_FAILED', description);
}
