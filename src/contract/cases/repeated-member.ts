import type { GenerationContext } from './generation-context.ts';
import { named } from './body-mutation.ts';
import { placeOfId, withRawId } from './id-place.ts';
import type { RequestCase } from './types.ts';

/** Makes an id that nobody has of one that was drawn at random. */
const twin = (id: string): string => `${id}-twin`;

/**
 * `repeated-member`: the property that holds the id is given twice, with the id and with one that nobody has, in both
 * orders. RFC 8259 section 4 leaves open which of them counts.
 */
export function repeatedMember(context: GenerationContext): RequestCase[] {
  const location = placeOfId(context);
  const member = location.path.at(-1);
  if (location.kind !== 'member' || typeof member !== 'string') return [];
  const name = JSON.stringify(member);
  return (['first', 'last'] as const).flatMap((position) =>
    withRawId(context, {
      name: named(`repeated-member.${position}`, location),
      description: `${member} occurs twice, the id ${position}`,
      write(id) {
        const [one, other] = (position === 'first' ? [id, twin(id)] : [twin(id), id]).map((each) =>
          JSON.stringify(each),
        );
        return Buffer.from(`${one},${name}:${other}`);
      },
    }),
  );
}
