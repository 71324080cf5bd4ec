import { authMistakes } from './credentials.ts';
import { conditionMistakes } from './conditions.ts';
import { creationMistakes, readBodyMistakes } from './creation.ts';
import { hostMistakes } from './hosts.ts';
import { parameterMistakes } from './parameters.ts';
import { placeMistakes } from './places.ts';
import { placeholderMistakes } from './placeholders.ts';
import type { ProfileInput } from './types.ts';

/** What a profile states that no call or answer of the contract bears out: one sentence each, with file and line. */
export function profileMistakes(input: ProfileInput): string[] {
  return [
    ...authMistakes(input),
    ...hostMistakes(input),
    ...conditionMistakes(input),
    ...placeMistakes(input),
    ...parameterMistakes(input),
    ...placeholderMistakes(input),
    ...creationMistakes(input),
    ...readBodyMistakes(input),
  ];
}
