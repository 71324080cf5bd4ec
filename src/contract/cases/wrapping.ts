import type { GenerationContext } from './generation-context.ts';
import { jsonType } from './schema.ts';
import type { RequestCase } from './types.ts';
import { parsed, withJson } from './draft-request.ts';
import { LIST_NAMES, underNames } from './usual-names.ts';

/**
 * `wrapped`: the whole of a valid body inside something else: an object in an array, a list in an object, either as
 * text. Binding code that looks inside finds the id.
 */
export function wrapping({ model, usualIds: ids, keepsContract }: GenerationContext): RequestCase[] {
  const wrapped = (variant: string, description: string, wrap: (body: unknown) => unknown): RequestCase[] => {
    const body = model(ids);
    if (body === undefined || keepsContract(wrap(body))) return [];
    const apply: RequestCase['apply'] = (draft) => withJson(draft, wrap(parsed(draft)));
    return [{ name: `wrapped.${variant}`, description, conforms: false, ids, apply }];
  };
  const text = wrapped('text', 'the body is a text that holds the JSON', (body) => JSON.stringify(body));
  switch (jsonType(model(ids))) {
    case 'object':
      return [...wrapped('array', 'the body is an array that holds the object', (body) => [body]), ...text];
    case 'array':
      return [
        ...wrapped('object', 'the body is an object that holds the list', (body) => underNames(LIST_NAMES, body)),
        ...text,
      ];
    default:
      return [];
  }
}
