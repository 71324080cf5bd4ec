import type { InvalidCredentials } from '../auth/types.ts';
import type { Authenticators } from '../configuration/types.ts';
import type { SharedAnswers } from '../users/types.ts';

/**
 * Invalid credentials as the recorded run could try them: which can be made depends on the tokens that it was issued, and a
 * replay is issued none. It does not compare what proves who calls, so any request stands for one of them.
 */
export function usableAsRecorded(
  all: readonly InvalidCredentials[],
  shared: SharedAnswers,
  { own }: Authenticators,
): readonly InvalidCredentials[] {
  const usable = shared.now<readonly Usable[] | null>('usable', null, () =>
    own.tokens ? all.flatMap(usableOf) : null,
  );
  if (usable === null) return all;
  return all.map(({ sign, prepare, pauseMs: _, ...one }) => {
    const recorded = usable.find(({ name }) => name === one.name);
    if (!recorded) return one;
    const { prepares, pauseMs } = recorded;
    return {
      ...one,
      sign: sign ?? same,
      ...(prepares ? { prepare: prepare ?? same } : {}),
      ...(pauseMs === undefined ? {} : { pauseMs }),
    };
  });
}

interface Usable {
  readonly name: string;
  readonly prepares?: true;
  readonly pauseMs?: number;
}

function usableOf({ name, sign, prepare, pauseMs }: InvalidCredentials): Usable[] {
  if (!sign) return [];
  return [{ name, ...(prepare ? { prepares: true } : {}), ...(pauseMs === undefined ? {} : { pauseMs }) }];
}

const same = <T>(request: T): T => request;
