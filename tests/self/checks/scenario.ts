import { expect, test } from '@playwright/test';
import { CHECKS } from '../../../src/checks/index.ts';
import type { Facts } from '../../../src/verdict/types.ts';
import { Stage, verdictOf, type Setting } from './check-context.ts';

export const DELETED: readonly Facts[] = [{ status: 200 }, { victim: 'gone' }, { bystander: 'living' }];

/** A name of a check, its setting, what a requirement about it expects, and the lies that it must notice. */
export interface Scenario {
  readonly check: string;
  readonly setting?: Setting;
  readonly expected: readonly Facts[];
  readonly lies: Readonly<Record<string, (stage: Stage) => void>>;
}

export const deletesNobody = (stage: Stage): void => void (stage.server.erase = () => undefined);
export const deletesEverybody = (stage: Stage): void => void (stage.server.erase = () => stage.server.records.clear());
export const crashesOn = (times: number) => (stage: Stage) => {
  let left = times;
  stage.server.lie = () => (left-- === 0 ? { status: 500 } : undefined);
};

/** Declares, for each scenario, that a correct server passes and that each lie is noticed. */
export function declareScenarios(scenarios: Readonly<Record<string, Scenario>>): void {
  for (const [name, { check, setting, expected, lies }] of Object.entries(scenarios)) {
    test(`${name}: a correct server passes`, async () => {
      const observed = await new Stage().run(check, setting);
      expect(verdictOf(observed, ...expected)).toBe('pass');
      const reported = observed.flatMap(({ facts }) => Object.keys(facts ?? {}));
      const known = CHECKS.get(check)!.facts;
      expect(reported.filter((fact) => !known.includes(fact))).toEqual([]);
    });
    for (const [lie, play] of Object.entries(lies))
      test(`${name}: a server that ${lie} fails`, async () => {
        const stage = new Stage();
        play(stage);
        expect(verdictOf(await stage.run(check, setting), ...expected)).toBe('fail');
      });
  }
}
