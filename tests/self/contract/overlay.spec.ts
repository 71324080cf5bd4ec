import { expect, test } from '@playwright/test';
import { applyActions, OverlayError } from '../../../src/contract/overlay.ts';
import type { Action } from '../../../src/contract/overlay.ts';

const document = { a: { kept: 1, replaced: 'old', deep: { x: 1 }, list: [1] }, items: [{ n: 1 }, { n: 2 }, { n: 3 }] };

/** What the actions say when they are refused. */
function refusal(actions: readonly Action[]): string {
  try {
    applyActions(document, actions);
  } catch (error) {
    expect(error).toBeInstanceOf(OverlayError);
    return (error as Error).message;
  }
  throw new Error('the actions were not refused');
}

test('an update merges objects, replaces plain values, appends nested arrays and adds new properties', () => {
  const update = { replaced: 'new', deep: { y: 2 }, list: [2], added: true };
  expect(applyActions(document, [{ target: '$.a', update }])).toEqual({
    a: { kept: 1, replaced: 'new', deep: { x: 1, y: 2 }, list: [1, 2], added: true },
    items: document.items,
  });
});

test('an update of an array is one entry at its end, even where it is an array itself', () => {
  expect(applyActions({ l: [1] }, [{ target: '$.l', update: { n: 2 } }])).toEqual({ l: [1, { n: 2 }] });
  expect(applyActions({ l: [1] }, [{ target: '$.l', update: [2, 3] }])).toEqual({ l: [1, [2, 3]] });
});

test('an array is replaced by a removal before the update', () => {
  const actions: Action[] = [
    { target: '$.a.list', remove: true },
    { target: '$.a', update: { list: [9] } },
  ];
  expect(applyActions(document, actions)).toMatchObject({ a: { list: [9] } });
});

test('one target may select several nodes, in any order, and removal takes exactly those', () => {
  expect(applyActions(document, [{ target: '$.items[2,0]', remove: true }])).toMatchObject({ items: [{ n: 2 }] });
  expect(applyActions(document, [{ target: '$.items[0,0]', remove: true }])).toMatchObject({
    items: [{ n: 2 }, { n: 3 }],
  });
  expect(applyActions(document, [{ target: '$.items[?@.n > 1]', update: { big: true } }])).toMatchObject({
    items: [{ n: 1 }, { n: 2, big: true }, { n: 3, big: true }],
  });
});

test('nothing is changed but the copy, which shares nothing', () => {
  const before = structuredClone(document);
  const update = { fresh: { list: [1] } };
  const result = applyActions(document, [
    { target: '$.items.*', update },
    { target: '$.items[0].fresh.list', update: 2 },
  ]);
  expect(document).toEqual(before);
  expect(update).toEqual({ fresh: { list: [1] } });
  expect(result).toMatchObject({
    items: [{ fresh: { list: [1, 2] } }, { fresh: { list: [1] } }, { fresh: { list: [1] } }],
  });
});

test('what a YAML anchor shares is changed in one place only', () => {
  const shared = { n: 1 };
  const result = applyActions({ a: shared, b: shared }, [{ target: '$.a', update: { n: 2 } }]);
  expect(result).toEqual({ a: { n: 2 }, b: { n: 1 } });
});

test('an action that matches nothing is an error that names its index and target', () => {
  const fine: Action = { target: '$.a', update: {} };
  expect(refusal([fine, { target: '$.nowhere', update: {} }])).toBe('action 2 (target $.nowhere) matches nothing');
  expect(refusal([{ target: '$.a.gone', remove: true }])).toBe('action 1 (target $.a.gone) matches nothing');
});

test('targets and updates that Overlay 1.0 does not allow are refused in words', () => {
  expect(refusal([{ target: '$.a[', update: {} }])).toContain('is not a JSONPath');
  expect(refusal([{ target: '$.a.replaced', remove: true }])).toContain('select the object or array that holds it');
  expect(refusal([{ target: '$.a.kept', update: 2 }])).toContain('select the object or array that holds it');
  expect(refusal([{ target: '$.a', update: [1] }])).toContain('its update must be an object');
  expect(refusal([{ target: '$.a', update: { list: { x: 1 } } }])).toContain('cannot merge "list"');
  expect(refusal([{ target: '$.a', update: { deep: 1 } }])).toContain('cannot merge "deep"');
  expect(refusal([{ target: '$', remove: true }])).toContain('cannot be removed');
});
