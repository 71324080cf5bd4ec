import { isRange, parseMediaType, takesIn } from '../../http/media-type.ts';
import type { Operation } from '../types.ts';
import type { GenerationContext } from './generation-context.ts';
import { jsonType } from './schema.ts';
import type { UnsignedRequest, RequestCase } from './types.ts';
import { parsed, withBody, withContentType } from './draft-request.ts';

const FORM = 'application/x-www-form-urlencoded';

/** A body of scalars as a form sends it; any other keeps its JSON bytes. */
export function formBody(draft: UnsignedRequest): Buffer | undefined {
  const body = parsed(draft);
  if (jsonType(body) !== 'object') return draft.body;
  const properties = Object.entries(body as object);
  if (properties.some(([, value]) => typeof value === 'object')) return draft.body;
  const fields = properties.map(([name, value]): [string, string] => [name, String(value)]);
  return Buffer.from(new URLSearchParams(fields).toString());
}

/** Whether the contract documents bodies of that type: then it is no fault. */
function isDocumented(type: string, { requestBody }: Operation): boolean {
  const given = { type, parameters: {} };
  const documented = [requestBody, ...(requestBody?.alternatives ?? [])];
  return documented.some((content) => content && takesIn(content.mediaType, given));
}

/** `type/subtype` of a JSON body, without parameters. */
function essenceOf({ requestBody }: Operation): string {
  const documented = parseMediaType(requestBody?.mediaType ?? '');
  return documented && !isRange(documented) ? documented.type : 'application/json';
}

/** `media-type`: a body labelled as something else, as nothing, or as JSON with a parameter. */
export function mediaTypes({ operation, usualIds: ids }: GenerationContext): RequestCase[] {
  const essence = essenceOf(operation);
  const labelled = (variant: string, type: string): RequestCase[] =>
    isDocumented(type, operation)
      ? []
      : [
          {
            name: `media-type.${variant}`,
            description: `the Content-Type is ${type}`,
            conforms: false,
            ids,
            apply: (draft) => withContentType(variant === 'form' ? withBody(draft, formBody(draft)) : draft, type),
          },
        ];
  return [
    ...labelled('text-plain', 'text/plain'),
    ...labelled('xml', 'application/xml'),
    ...labelled('form', FORM),
    {
      name: 'media-type.missing',
      description: 'there is no Content-Type',
      conforms: false,
      ids,
      apply: (draft) => withContentType(draft, undefined),
    },
    {
      name: 'media-type.charset',
      description: 'the media type has a charset parameter',
      conforms: true,
      ids,
      apply: (draft) => withContentType(draft, `${essence}; charset=utf-8`),
    },
  ];
}
