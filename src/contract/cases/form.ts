import { idValue, nameOfId, type IdsPlace } from '../ids-place.ts';
import type { Dialect } from '../types.ts';
import { compileSchema } from '../validator.ts';
import { withBody, withContentType } from './draft-request.ts';
import { decoded, repeatedIds, writtenIds } from './parameter.ts';
import type { RequestCase, UnsignedRequest } from './types.ts';

/** Faults of a deletion that is a form: the id in another form, empty, missing or twice, no body, and the form as JSON. */
export function formCases(place: IdsPlace & { readonly in: 'body' }, dialect: Dialect): RequestCase[] {
  const name = nameOfId(place);
  const keeps = compileSchema(place.schema, dialect);
  const isId = (text: string): boolean => keeps(idValue(decoded(text), place)).length === 0;
  const change = (draft: UnsignedRequest, write: (id: string) => string | undefined) => withId(draft, name, write);
  const fault = (variant: string, description: string, apply: RequestCase['apply']): RequestCase => {
    return { name: variant, description, conforms: false, ids: 1, apply };
  };
  return [
    ...writtenIds('form-id', isId).map(({ write, ...one }) => ({
      ...one,
      apply: (draft: UnsignedRequest) => change(draft, write),
    })),
    fault('form-id.empty', 'the place of the id is empty', (draft) => change(draft, () => '')),
    fault('form-id.missing', 'the member of the id is missing', (draft) => change(draft, () => undefined)),
    ...repeatedIds({ name, many: place.array !== undefined }).map(({ variant, says, write }) =>
      fault(`form-id.${variant}`, says, (draft) => change(draft, write)),
    ),
    fault('body.absent', 'no body at all', (draft) => withBody(draft, undefined)),
    fault('media-type.json', 'the form labelled as JSON', (draft) => withContentType(draft, 'application/json')),
  ];
}

/** The form with something else written for the first id. */
function withId(draft: UnsignedRequest, name: string, write: (id: string) => string | undefined): UnsignedRequest {
  const pairs = String(draft.body ?? '').split('&');
  const first = pairs.findIndex((pair) => decoded(pair.split('=', 1)[0] ?? '') === name);
  const written = pairs.flatMap((pair, index) => {
    if (index !== first) return [pair];
    const [key = '', value = ''] = pair.split('=', 2);
    const changed = write(value);
    return changed === undefined ? [] : [`${key}=${changed}`];
  });
  return withBody(draft, Buffer.from(written.join('&')));
}
