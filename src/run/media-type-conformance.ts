import type { Content, DocumentedResponse } from '../contract/types.ts';
import { headerValues, mediaTypeOf } from '../http/message.ts';
import { contentFor, isJsonType, isRange, parseMediaType } from '../http/media-type.ts';
import type { WireResponse } from '../http/types.ts';

/** How the label of a body relates to those that the contract documents. */
export function mediaTypeFact(
  response: WireResponse,
  documented: DocumentedResponse,
): 'documented' | 'other' | 'missing' {
  if (documented.mediaType === undefined) return 'documented';
  if (headerValues(response.headers, 'content-type').length === 0) return 'missing';
  return documentedContent(response, documented) ? 'documented' : 'other';
}

/** The documented content of the media type that the answer has; undefined where there is none of it. */
function documentedContent(response: WireResponse, documented: DocumentedResponse): Content | undefined {
  const given = mediaTypeOf(response);
  return given && contentFor(contentsOf(documented), given);
}

/** What the body is compared with: whatever it is labelled, some content is documented for it. */
export function contentOf(response: WireResponse, documented: DocumentedResponse): Content | undefined {
  return documentedContent(response, documented) ?? contentsOf(documented)[0];
}

function contentsOf({ mediaType, schema, alternatives = [] }: DocumentedResponse): Content[] {
  return mediaType === undefined ? [] : [{ mediaType, ...(schema && { schema }) }, ...alternatives];
}

/** Whether the body must be JSON: where a range is documented, by what the answer itself states. */
export function isJson(response: WireResponse, { mediaType }: Content): boolean {
  const documented = parseMediaType(mediaType);
  const type = documented && isRange(documented) ? mediaTypeOf(response) : documented;
  return type !== undefined && isJsonType(type);
}

/** Media types that get a name of their own; a target may invent any number of others. */
const NAMES: Readonly<Record<string, string>> = {
  'text/html': 'HTML',
  'text/plain': 'Plain text',
  'text/xml': 'XML',
  'application/xml': 'XML',
};

/** What an answer of an undocumented media type states that it is, for a reader. */
export function receivedKind(response: WireResponse): string {
  const given = mediaTypeOf(response);
  return given ? (NAMES[given.type] ?? 'Another media type') : 'A body without a media type';
}
