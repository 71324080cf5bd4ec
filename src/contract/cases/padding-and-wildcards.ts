import { called, named, type Fault } from './body-mutation.ts';
import type { Ground } from './generation-context.ts';

const WILDCARDS = { percent: '%', star: '*' } as const;

/** `member-padded` and `member-wildcard`: strings that trimming or pattern matching turns into somebody's id. */
export function dressedUp({ places }: Ground): Fault[] {
  const text = (value: unknown, made: (value: string) => string): string | undefined =>
    typeof value === 'string' ? made(value) : undefined;
  return places
    .filter((place) => place.kind === 'member')
    .flatMap((place): Fault[] => [
      {
        name: named('member-padded', place),
        description: `${called(place)} has a space before and after it`,
        place,
        edit: (value) => text(value, (own) => ` ${own} `),
      },
      ...Object.entries(WILDCARDS).map(([variant, wildcard]): Fault => ({
        name: named(`member-wildcard.${variant}`, place),
        description: `${called(place)} is "${wildcard}"`,
        place,
        edit: (value) => text(value, () => wildcard),
      })),
    ]);
}
