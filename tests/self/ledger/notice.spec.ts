import { expect } from '@playwright/test';
import { findJournals } from '../../../src/ledger/find-journals.ts';
import { noticeOf } from '../../../src/ledger/notice.ts';
import { ownMark } from '../../../src/ledger/process-mark.ts';
import { created, header, test, writeJournal } from './sample.ts';

const notice = (folder: string) => noticeOf(findJournals([folder], Date.now()));

test('a run says in one line how many users earlier ones have left, and where', ({ folder }) => {
  writeJournal(folder, header(), [...created(1, 'a'), ...created(2, 'b'), ...created(3, 'c')]);
  expect(notice(folder)).toBe(
    '3 users of an earlier run are left at http://127.0.0.1:4010: npm run conformance -- cleanup',
  );
  writeJournal(folder, header({ baseUrl: 'https://api.example' }), created(1, 'd'));
  writeJournal(folder, header({ baseUrl: 'https://api.example' }), [], { mode: 0o644 });
  expect(notice(folder)).toMatch(
    /^(3 users of 2 earlier runs are left at http:\/\/127\.0\.0\.1:4010; 1 at https:\/\/api\.example|1 user of 2 earlier runs is left at https:\/\/api\.example; 3 at http:\/\/127\.0\.0\.1:4010); 1 journal of earlier runs cannot be used: npm run conformance -- cleanup$/,
  );
});

test('of many targets the line names three', ({ folder }) => {
  for (let port = 4001; port <= 4005; port += 1)
    writeJournal(folder, header({ baseUrl: `http://127.0.0.1:${port}` }), created(1, `u-${port}`));
  expect(notice(folder)?.match(/http:/g)).toHaveLength(3);
  expect(notice(folder)).toContain('; 2 at 2 more: npm run conformance -- cleanup');
});

test('it says nothing where everybody was deleted, or the run is alive', ({ folder }) => {
  writeJournal(folder, header(), [...created(1, 'a'), { event: 'deleted', creation: 1 }]);
  writeJournal(folder, header({ process: ownMark() }), created(1, 'b'));
  expect(notice(folder)).toBeUndefined();
});

test('it says nothing of a user who is kept for verify', ({ folder }) => {
  writeJournal(folder, header({ ledger: 'ledger.json' }), [...created(1, 'a'), { event: 'kept', creation: 1 }]);
  expect(notice(folder)).toBeUndefined();
});
