import { NotJudgedError } from '../../users/not-judged-error.ts';
import { notRun } from '../../verdict/not-judged.ts';
import type { Exchange } from '../../http/types.ts';
import type { CheckContext } from '../types.ts';
import { sendJudged, type JudgedResponse } from './judged-request.ts';

/** That many ids that cannot exist, at least one, after those that are given. */
export function unknownIds(context: CheckContext, count: number, given: readonly string[] = []): string[] {
  const missing = Math.max(1, count) - given.length;
  const drawn = Array.from({ length: Math.max(0, missing) }, () => context.unknownId());
  if (new Set(drawn).size < drawn.length) throw new NotJudgedError(notRun('no-user', TOO_FEW));
  return [...given, ...drawn];
}

const TOO_FEW = 'This needs several ids that nobody has, and ids are so short here that none may be made up.';

/** Sends a well-formed deletion of an id that nobody has, and judges its answer. */
export function sendUnknownId(
  context: CheckContext,
  id: string,
  about: string,
  control: Exchange,
): Promise<JudgedResponse> {
  const draft = context.deletion([id]);
  return sendJudged(context, {
    draft,
    role: 'fault',
    about,
    conforms: true,
    control,
    mayMatchControl: true,
    repeatable: true,
  });
}
