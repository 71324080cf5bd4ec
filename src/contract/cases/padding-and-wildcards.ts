import { describe, named, type Fault } from './body-mutation.ts';
import type { GenerationContext } from './generation-context.ts';

const WILDCARDS = { percent: '%', star: '*' } as const;

/** `member-padded` and `member-wildcard`: strings that trimming or pattern matching turns into somebody's id. */
export function paddingAndWildcards({ locations }: GenerationContext): Fault[] {
  const text = (value: unknown, made: (value: string) => string): string | undefined =>
    typeof value === 'string' ? made(value) : undefined;
  return locations
    .filter((location) => location.kind === 'member')
    .flatMap((location): Fault[] => [
      {
        name: named('member-padded', location),
        description: `${describe(location)} has a space before and after it`,
        location,
        edit: (value) => text(value, (own) => ` ${own} `),
      },
      ...Object.entries(WILDCARDS).map(([variant, wildcard]): Fault => ({
        name: named(`member-wildcard.${variant}`, location),
        description: `${describe(location)} is "${wildcard}"`,
        location,
        edit: (value) => text(value, () => wildcard),
      })),
    ]);
}
