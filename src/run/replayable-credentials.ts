import type { InvalidCredentials } from '../auth/types.ts';
import type { Authenticators } from '../configuration/types.ts';
import type { WireRequest } from '../http/types.ts';
import type { SharedAnswers } from '../users/types.ts';

/**
 * Invalid credentials as the recorded run could try them: which can be made depends on the tokens that it was issued, and a
 * replay is issued none. It does not compare what proves who calls, so any request may be one of them.
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
  return all.map((made) => {
    const recorded = usable.find(({ name }) => name === made.name);
    const { name, description, needsOtherTenant, connection, needs, untried, minor, provoking } = made;
    const plain = {
      ...{ name, description, needsOtherTenant },
      ...(connection ? { connection } : {}),
      ...(needs ? { needs } : {}),
      ...(untried === undefined ? {} : { untried }),
      ...(minor ? { minor } : {}),
      ...(provoking ? { provoking } : {}),
    };
    if (!recorded) return plain;
    const { prepares, pauseMs } = recorded;
    return {
      ...plain,
      sign: (request) => made.sign?.(request) ?? request,
      ...(prepares ? { prepare: made.prepare ?? ((request: WireRequest) => request) } : {}),
      ...(pauseMs === undefined ? {} : { pauseMs }),
    };
  });
}

interface Usable {
  readonly name: string;
  readonly prepares?: true;
  readonly pauseMs?: number;
}

function usableOf(invalid: InvalidCredentials): Usable[] {
  const { name, prepare, pauseMs } = invalid;
  if (invalid.sign === undefined) return [];
  return [{ name, ...(prepare ? { prepares: true } : {}), ...(pauseMs === undefined ? {} : { pauseMs }) }];
}
