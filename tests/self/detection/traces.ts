import { broken, legal, type Broken, type Legal } from './types.ts';
import { altered, isDeletion, type Between } from './wire.ts';

/** Two frames of each framework as its debug page or log writes them, with positions and without. */
export const TRACES: Readonly<Record<string, { readonly full: string; readonly bare?: string }>> = {
  express: {
    full: 'TypeError: no user\n    at find (/app/users.js:12:7)\n    at Layer.handle [as handle_request] (/app/layer.js:95:5)',
    bare: 'TypeError: no user\n    at find (/app/users.js)\n    at Layer.handle (/app/layer.js)',
  },
  django: {
    full: 'Traceback (most recent call last):\n  File "/srv/api/views.py", line 12, in delete\n    user = find()',
    bare: '/srv/api/views.py, line 12, in delete\n/srv/api/users.py, line 7, in find',
  },
  rails: {
    full: "app/controllers/users_controller.rb:12:in 'destroy'\nlib/router.rb:7:in `call'",
    bare: 'app/controllers/users_controller.rb:12\nlib/router.rb:7',
  },
  spring: {
    full: 'java.lang.NullPointerException\n\tat com.example.Users.find(Users.java:42)\n\tat com.example.Api.delete(Api.java:7)',
    bare: 'java.lang.NullPointerException\n\tat com.example.Users.find(Unknown Source)\n\tat com.example.Api.delete(Native Method)',
  },
  laravel: {
    full: '#0 /var/www/app/Users.php(12): App\\Users->find()\n#1 /var/www/index.php(7): run()\n#2 {main}',
    bare: '#0 App\\Users->find()\n#1 Illuminate\\Routing\\Router::dispatch()\n#2 {main}',
  },
  flask: {
    full: 'File "/app/api.py", line 12, in delete\nuser = find()\nFile "/app/users.py", line 7, in find',
    bare: 'File "/app/api.py", in delete\nFile "/app/users.py", in find',
  },
  aspnet: {
    full: 'System.NullReferenceException: x\n   at Api.Users.Find(String id) in /src/Users.cs:line 12\n   at Api.Delete(String id) in /src/Api.cs:line 7',
    bare: '   bei Api.Users.Find(String id)\n   bei Api.Controllers.UsersController.Delete(String id)',
  },
  go: {
    full: 'goroutine 18 [running]:\nmain.delete(0xc000010000)\n\t/app/main.go:12 +0x1d',
    bare: 'main.find(0xc000010000, 0x5)\nmain.(*Server).delete(...)',
  },
  fastapi: { full: 'File /app/main.py, line 12, in delete\nFile /app/users.py, line 7, in find' },
  phoenix: {
    full: '(app 0.1.0) lib/app/users.ex:12: App.Users.find/1\n(app 0.1.0) lib/app_web/user_controller.ex:7: AppWeb.UserController.delete/2',
    bare: 'App.Users.find/1\nAppWeb.UserController.delete/2',
  },
};

/** Texts with a place, a time or a list in them that are no trace. */
export const NO_TRACES: readonly string[] = [
  'The request was refused at 12:30:45.',
  '   at 2026-01-01T12:30:45',
  'Refused at 10:11:12\nRetry at 10:12:13',
  'See https://docs.example/errors.html#user_not_found:12:7',
  'Try again (in 5 s).\nContact support (at any time).',
  '#1 The user was not found.\n#2 Nothing was deleted.',
  'Users.deleted/2026-01-01 is not a valid period',
  'Read the guide at /docs/users.json, then at /docs/errors.json.',
];

export const asPage = (text: string): string =>
  `<!DOCTYPE html><html><body><h1>Error</h1><ul>${text
    .split('\n')
    .map(
      (line) =>
        `<li>${escaped(line)
          .replaceAll(' ', '&nbsp;')
          .replace(/(\w+\.\w+)/, '<b>$1</b>')}</li>`,
    )
    .join('')}</ul></body></html>`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Ways in which an error may carry a text. */
const FORMS: Readonly<Record<string, (text: string) => (body: object) => object>> = {
  member: (text) => (body) => ({ ...body, trace: text }),
  lines: (text) => (body) => ({ ...body, debug: { stack: text.split('\n') } }),
  page: (text) => (body) => ({ ...body, html: asPage(text) }),
};

const SECRETS = 'responses-hold-no-secrets';
const INTERNALS = 'responses-show-no-internals';

/** Answers to the unknown user that show more than they should. */
export function disclosures(status: number, rows: readonly string[]): Broken<Between>[] {
  const line = (id: string, does: string, primary: Broken<Between>['primary'], edit: (body: object) => object) =>
    broken(id, does, primary, showing(status, edit), { requirements: [...rows, SECRETS, INTERNALS] });
  const traces = Object.entries(TRACES).flatMap(([framework, { full, bare }]) =>
    Object.entries(FORMS).flatMap(([form, put]) => [
      line(`${framework}/${form}`, `An error shows a trace of ${framework}.`, { [SECRETS]: 'fail' }, put(full)),
      ...(bare === undefined
        ? []
        : [
            line(
              `${framework}/${form}/bare`,
              `An error shows a shortened trace of ${framework}.`,
              { [SECRETS]: 'fail' },
              put(bare),
            ),
          ]),
    ]),
  );
  const shown = Object.entries(INTERNAL_TEXTS).map(([name, text]) =>
    line(`shows-${name}`, `An error shows ${text}`, { [INTERNALS]: 'warn' }, (body) => ({ ...body, detail: text })),
  );
  return [...traces, ...shown];
}

export const INTERNAL_TEXTS: Readonly<Record<string, string>> = {
  delete: 'DELETE FROM users WHERE external_user_id = ?',
  select: 'no rows: select "users".* from "users" where "id" = $1 limit 1',
  update: 'update `users` set `deleted_at` = now()',
  insert: 'INSERT INTO deletions (user_id, at) VALUES (?, ?)',
  'unix-path': 'failed opening /var/www/app/config.yml',
  'etc-path': 'cannot read /etc/api/secrets',
  'windows-path': 'cannot read C:\\inetpub\\api\\web.config',
};

/** Errors with places and times in their texts. */
export function legalTexts(status: number, rows: readonly string[]): Legal<Between>[] {
  return NO_TRACES.map((text, at) =>
    legal(
      `no-trace-${at + 1}`,
      `An error says "${text.replaceAll('\n', ' ')}"`,
      showing(status, (body) => ({ ...body, detail: text })),
      {},
      {
        requirements: [...rows, SECRETS, INTERNALS],
      },
    ),
  );
}

function showing(status: number, edit: (body: object) => object) {
  return altered(
    (request, response) => isDeletion(request) && response.status === status,
    (response) => ({
      ...response,
      body: Buffer.from(JSON.stringify(edit(JSON.parse(response.body.toString()) as object))),
    }),
  );
}
