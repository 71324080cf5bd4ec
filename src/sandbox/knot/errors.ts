import type { Answer } from '../answer.ts';

/** An answer with the vendor's error object. */
export function errorAnswer(status: number, type: string, code: string, message: string): Answer {
  return { status, body: { error_type: type, error_code: code, error_message: message } };
}

/** 400: a member or parameter is missing or wrong. */
export function invalidField(message: string, status = 400): Answer {
  return errorAnswer(status, 'INVALID_REQUEST', 'INVALID_FIELD', message);
}

/** 400, not 404: what the vendor documents for an unknown user. */
export function userNotFound(): Answer {
  return errorAnswer(
    400,
    'USER_ERROR',
    'USER_NOT_FOUND',
    'The user was not found. Please check the external_user_id provided.',
  );
}

/** 401; RFC 9110, 11.6.1 wants the challenge with it. */
export function invalidApiKeys(): Answer {
  return {
    ...errorAnswer(401, 'INVALID_INPUT', 'INVALID_API_KEYS', 'Invalid client_id or secret provided.'),
    headers: { 'www-authenticate': 'Basic realm="Knot", charset="UTF-8"' },
  };
}

/** 405 with the one method that the path knows (RFC 9110, 15.5.6). */
export function methodNotAllowed(allow: string): Answer {
  return { ...invalidField(`The only method of this path is ${allow}.`, 405), headers: { allow } };
}
