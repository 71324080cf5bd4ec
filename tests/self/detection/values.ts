/** A body as JSON.parse reads it; undefined where it is none. */
export function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** The number at the beginning of a text, as loose comparisons find it. */
export function numberAtBeginning(text: string): number {
  return Number.parseFloat(text);
}

/** The bytes without those that are not UTF-8. */
export function leniently(body: Buffer): Buffer {
  return Buffer.from(body.toString('utf8').replaceAll('\u{FFFD}', ''));
}

export function withoutSurrogates(text: string): string {
  return text.replace(/\p{Cs}/gu, '');
}

/** The first of two texts that a body gives to the same property; undefined where none stands twice. */
export function firstWins(body: Buffer): string | undefined {
  return /^\{"external_user_id":"([^"]*)","external_user_id":"[^"]*"\}$/.exec(body.toString())?.[1];
}

/** Whether a value holds a text more than so many levels deep. */
export function findsAnywhere(value: unknown, levels: number): boolean {
  let inner = value;
  let depth = 0;
  while (typeof inner === 'object' && inner !== null) {
    [inner] = Object.values(inner) as unknown[];
    depth += 1;
  }
  return depth > levels && typeof inner === 'string';
}
