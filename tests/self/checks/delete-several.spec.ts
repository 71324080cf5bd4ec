import type { Stage } from './check-context.ts';
import { idsIn, type Reply } from './server.ts';
import { DELETED, crashesOn, declareScenarios, deletesEverybody, deletesNobody } from './scenario.ts';

/** Answers as it answered when nobody had the id. */
function remembersWhomItDidNotKnow({ server }: Stage): void {
  const remembered = new Map<string, Reply>();
  let isAnswering = false;
  server.lie = (call) => {
    if (isAnswering) return undefined;
    isAnswering = true;
    const answer = remembered.get(call.text) ?? server.answer(call);
    isAnswering = false;
    if (answer.status === 404) remembered.set(call.text, answer);
    return answer;
  };
}

declareScenarios({
  'delete-several in one request': {
    check: 'delete-several',
    setting: { with: { count: 25, batch: true } },
    expected: [...DELETED, { listed: 'all' }],
    lies: {
      deletesNobody,
      deletesEverybody,
      listsSome: ({ server }) =>
        void (server.lie = (call) => ({ status: 200, body: { deleted: idsIn(call.text)!.slice(1) } })),
      listsOthers: ({ server }) =>
        void (server.lie = (call) => ({ status: 200, body: { deleted: [...idsIn(call.text)!, 'else'] } })),
    },
  },
  'delete-several in one request, named backwards': {
    check: 'delete-several',
    setting: { with: { count: 3, batch: true, reversed: true } },
    expected: [...DELETED, { listed: 'all' }],
    lies: {
      wantsThemSorted: ({ server }) =>
        void (server.lie = ({ text }) =>
          idsIn(text)!.toSorted().join() === idsIn(text)!.join() ? undefined : { status: 400, body: {} }),
    },
  },
  'delete-several, one after another': {
    check: 'delete-several',
    setting: { with: { count: 3 } },
    expected: DELETED,
    lies: { deletesNobody, deletesEverybody, crashes: crashesOn(2), remembersWhomItDidNotKnow },
  },
  'delete-several together': {
    check: 'delete-several',
    setting: { with: { count: 3, together: true } },
    expected: DELETED,
    lies: { deletesNobody, deletesEverybody, crashes: crashesOn(2) },
  },
});
