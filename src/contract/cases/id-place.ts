import type { GenerationContext } from './generation-context.ts';
import type { SchemaLocation } from './schema-location.ts';
import { read, write } from './schema-location.ts';
import type { RequestCase, UnsignedRequest } from './types.ts';
import { parsed, withBody } from './draft-request.ts';

/** Marks the place in a body where other bytes are put; no JSON holds it by itself. */
const PLACE = '\u{E000}place\u{E000}';

/** Where one id is in a request: the property, or the one of the first element of the list. */
export function placeOfId({ id }: GenerationContext): SchemaLocation {
  return id;
}

/**
 * A case whose body no writer of JSON produces: other bytes in the place of an id.
 * @param write the bytes, from the id that is there
 */
export function withRawId(
  context: GenerationContext,
  { name, description, write: bytesOf }: Pick<RequestCase, 'name' | 'description'> & { write: (id: string) => Buffer },
): RequestCase[] {
  const place = placeOfId(context);
  const ids = context.usualIds;
  const model = context.model(ids);
  if (model === undefined || typeof read(model, place.path) !== 'string') return [];
  const apply = (draft: UnsignedRequest): UnsignedRequest => {
    const body = parsed(draft);
    const id = read(body, place.path) ?? read(model, place.path);
    const [before = '', after = ''] = JSON.stringify(write(body, place.path, PLACE, model)).split(
      JSON.stringify(PLACE),
    );
    return withBody(draft, Buffer.concat([Buffer.from(before), bytesOf(String(id)), Buffer.from(after)]));
  };
  return [{ name, description, conforms: false, ids, apply }];
}
