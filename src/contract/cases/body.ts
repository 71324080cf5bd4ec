import type { GenerationContext } from './generation-context.ts';
import { jsonType } from './schema.ts';
import type { RequestCase } from './types.ts';
import { parsed, withBody } from './draft-request.ts';

/** `body`: no body, or bytes that are not one JSON text (RFC 8259 section 2). */
export function bodies({ operation, model, usualIds: ids }: GenerationContext): RequestCase[] {
  const rewritten = (variant: string, description: string, rewrite: (json: string) => string): RequestCase => ({
    name: `body.${variant}`,
    description,
    conforms: false,
    ids,
    apply: (draft) => withBody(draft, Buffer.from(rewrite(JSON.stringify(parsed(draft))))),
  });
  const container = ['object', 'array'].includes(jsonType(model(ids)));
  return [
    {
      name: 'body.absent',
      description: 'there is no body',
      // OpenAPI 3: a body that is not marked `required` may be left out, whatever its schema demands.
      conforms: operation.requestBody?.required !== true,
      ids,
      apply: (draft) => withBody(draft, undefined),
    },
    rewritten('empty', 'the body has no bytes', () => ''),
    // Only an object or an array is certain to miss its last character.
    ...(container ? [rewritten('broken-json', 'the body is JSON that is cut off', (json) => json.slice(0, -1))] : []),
    rewritten('trailing', 'the body is two JSON texts', (json) => `${json}\n${json}`),
  ];
}
