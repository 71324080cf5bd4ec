/** What a gateway in front of an API states to it about the caller. */
export interface EdgeConfig {
  /** Header lines by which a gateway would state who calls, by name; `{client}` represents the caller's id. */
  readonly identityHeaders?: Readonly<Record<string, string>>;
}

/** The lines by which a gateway would name this caller. */
export function identityLines({ identityHeaders = {} }: EdgeConfig, caller: string): (readonly [string, string])[] {
  return Object.entries(identityHeaders).map(([name, value]) => [name, value.replaceAll('{client}', caller)] as const);
}
