import { asText } from './body-preview.ts';

/** A longer body would bury the line that holds it. */
const LONGEST = 4096;

/** The file in which a reader puts a body that a curl line cannot hold. */
export const BODY_FILE = 'body.bin';

/** The text of a body as a curl line holds it; undefined for one that is too long to type, or that is no text. */
export const typed = (body: Buffer): string | undefined => (body.length > LONGEST ? undefined : asText(body));
