import { expect, test } from '@playwright/test';
import { temporaryFiles } from '../auth/material.ts';
import { KNOT, refusal, target } from './fixtures.ts';

const file = temporaryFiles();

test.describe('who is judged by, and how that is seen', () => {
  test('users from a file, one a line', () => {
    const offer = (text: string) => ({ ...KNOT, KNOT_USER_IDS_FILE: file('users.txt', text) });
    expect(target(offer('# disposable\none\r\n  two \n\n')).userIds).toEqual(['one', 'two']);
    expect(refusal(() => target(offer('# nobody\n')))).toContain('is empty');
    expect(refusal(() => target(offer('one\ntwo\none\n')))).toContain('Line 3');
    expect(refusal(() => target({ ...offer('one'), KNOT_USER_IDS: 'two' }))).toContain('both set');
    expect(refusal(() => target({ ...KNOT, KNOT_USER_IDS_FILE: '/nowhere/users.txt' }))).toContain('does not exist');
    const { configuration } = target(offer('one'));
    expect(configuration['KNOT_USER_IDS_FILE']).toBe('users.txt');
  });

  test('what may mean everybody is no id', () => {
    for (const word of ['*', '%', '--', '.*'])
      expect(refusal(() => target({ ...KNOT, KNOT_USER_IDS: `one,${word}` }))).toContain('Entry 2 of KNOT_USER_IDS');
    const offered = { ...KNOT, KNOT_USER_IDS_FILE: file('users.txt', '# all\n*\n') };
    expect(refusal(() => target(offered))).toContain('Line 2');
    expect(target({ ...KNOT, KNOT_USER_IDS: 'ü,*1' }).userIds).toEqual(['ü', '*1']);
  });

  test('commands of the operator, which may hold anything and are not told', () => {
    const declared = target({
      ...KNOT,
      KNOT_OBSERVE_COMMAND: 'psql … secret',
      KNOT_CREATE_USER_COMMAND: 'curl … secret',
    });
    expect(declared).toMatchObject({ observe: 'command', observeCommand: 'psql … secret' });
    expect(declared.createUserCommand).toBe('curl … secret');
    expect(JSON.stringify(declared.configuration)).not.toContain('secret');
  });

  test('what contradicts itself is refused', () => {
    const both = { ...KNOT, KNOT_OBSERVE_COMMAND: 'look', KNOT_OBSERVE: 'read' };
    expect(refusal(() => target(both))).toContain('both set');
    expect(refusal(() => target({ ...KNOT, KNOT_OBSERVE_COMMAND: ' ' }))).toContain('no command');
    const users = { ...KNOT, KNOT_CREATE_USER_COMMAND: 'make', KNOT_USER_IDS: 'a' };
    expect(refusal(() => target(users))).toContain('set one of them');
  });
});
