import type { Contract, Operation, Schema } from '../../contract/types.ts';
import type { Profile } from '../types.ts';
import type { YamlFile } from '../yaml-file.ts';

/** What a profile is compared with. */
export interface ProfileInput {
  readonly profile: Profile;
  readonly contract: Contract;
  readonly file: YamlFile;
}

/** Where something is in a file. */
export type Path = (string | number)[];

/** Schemas of the documented answers with these statuses; empty ones are answers without a body. */
export function schemasOfAnswers(operation: Operation, isMeant: (status: number) => boolean): Schema[] {
  return [...operation.responses]
    .filter(([status]) => isMeant(status))
    .flatMap(([, { schema, alternatives = [] }]) => [{ schema }, ...alternatives])
    .flatMap(({ schema }) => (schema ? [schema] : []));
}

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;
