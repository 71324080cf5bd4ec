import type { WireRequest, WireResponse } from '../../../../src/http/types.ts';
import { broken, warns } from '../types.ts';
import { altered, answer, page, withHeader, withJson } from '../wire.ts';
import type { Wrong } from './tools.ts';

const SESSION = '/session/create';
const LINK = '/development/accounts/link';
const ACCOUNTS = '/accounts/get';
const ERROR = { error_type: 'INVALID_REQUEST', error_code: 'INVALID_FIELD', error_message: 'Refused.' };

/** Calls that a run only uses: what is wrong with them warns (A28). Where they refuse, it is users with an emoji. */
export const SETUP: readonly Wrong[] = [
  calls(
    'session-is-a-number',
    'The session of session/create is a number.',
    'session-answer-keeps-the-contract',
    SESSION,
    200,
    (response) => withJson(response, () => ({ session: 7 })),
  ),
  calls(
    'session-labelled-text',
    'session/create answers with JSON labelled text/plain.',
    'session-answer-keeps-the-contract',
    SESSION,
    200,
    (response) => withHeader(response, 'content-type', 'text/plain'),
  ),
  refuses(
    'session-refused-as-text',
    'session/create refuses an emoji with a text.',
    'refused-session-keeps-the-contract',
    SESSION,
    answer(400, 'Bad Request'),
  ),
  refuses(
    'session-401-as-text',
    'session/create answers 401 with a text.',
    'unauthorised-session-keeps-the-contract',
    SESSION,
    answer(401, 'Unauthorized'),
  ),
  refuses(
    'session-403-code',
    'session/create answers 403 with a code that is a number.',
    'forbidden-session-keeps-the-contract',
    SESSION,
    answer(403, { ...ERROR, error_code: 403 }),
  ),
  refuses(
    'session-500-as-page',
    'session/create answers 500 with a page for people.',
    'failed-session-keeps-the-contract',
    SESSION,
    page(500, 'Server Error'),
  ),
  refuses(
    'session-422',
    'session/create answers 422.',
    'session-has-no-undocumented-status',
    SESSION,
    answer(422, ERROR),
  ),
  calls(
    'link-message-is-null',
    'accounts/link answers with a message that is null.',
    'link-answer-keeps-the-contract',
    LINK,
    200,
    (response) => withJson(response, () => ({ message: null })),
  ),
  refuses(
    'link-refused-as-list',
    'accounts/link refuses an emoji with a list of errors.',
    'refused-link-keeps-the-contract',
    LINK,
    answer(400, [ERROR]),
  ),
  refuses(
    'link-401-as-page',
    'accounts/link answers 401 with a page for people.',
    'unauthorised-link-keeps-the-contract',
    LINK,
    page(401, 'Unauthorized'),
  ),
  refuses('link-409', 'accounts/link answers 409.', 'link-has-no-undocumented-status', LINK, answer(409, ERROR)),
  calls(
    'accounts-without-merchant',
    'accounts/get lists merchants whose ids are texts.',
    'accounts-answer-keeps-the-contract',
    ACCOUNTS,
    200,
    (response) => withJson(response, (body: object[]) => body.map((one) => ({ ...one, connection: 'connected' }))),
  ),
  calls(
    'accounts-refused-type',
    'error_type of a 400 of accounts/get is a number.',
    'refused-accounts-keep-the-contract',
    ACCOUNTS,
    400,
    (response) => withJson(response, (body: object) => ({ ...body, error_type: 4 })),
  ),
  refuses(
    'accounts-401-as-page',
    'accounts/get answers 401 with a page for people.',
    'unauthorised-accounts-keep-the-contract',
    ACCOUNTS,
    page(401, 'Unauthorized'),
  ),
  calls(
    'accounts-404',
    'accounts/get answers 404 for a user that it does not know.',
    'accounts-has-no-undocumented-status',
    ACCOUNTS,
    400,
    (response) => ({ ...response, status: 404 }),
  ),
];

function isCall({ url }: WireRequest, path: string): boolean {
  return new URL(url).pathname === path;
}

function calls(
  id: string,
  does: string,
  slug: string,
  path: string,
  status: number,
  edit: (response: WireResponse) => WireResponse,
): Wrong {
  return broken(
    id,
    does,
    warns(slug),
    altered((request, response) => isCall(request, path) && response.status === status, edit),
  );
}

function refuses(id: string, does: string, slug: string, path: string, refusal: WireResponse): Wrong {
  const names = (request: WireRequest) =>
    decodeURIComponent(`${request.url} ${request.body?.toString().replaceAll('%', '') ?? ''}`).includes('👩‍🚀');
  return broken(
    id,
    does,
    warns(slug),
    altered(
      (request) => isCall(request, path) && names(request),
      () => refusal,
    ),
    { requirements: [slug, 'user-with-emoji-is-deletable'] },
  );
}
