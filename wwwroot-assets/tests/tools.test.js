import assert from 'node:assert/strict';
import test from 'node:test';
import { focusHeading } from '../src/page/tools.js';

// What has the keyboard afterwards: the heading or what had it before.
function focusedAfter(first, active) {
  const body = { closest: () => null };
  let focused = active ?? body;
  globalThis.document = {
    body,
    activeElement: focused,
    querySelector: () => ({ focus() { focused = this.tabIndex === -1 ? 'heading' : focused; } }),
  };
  focusHeading(first);
  return focused;
}

const field = { closest: () => field };
const link = { closest: () => null };

test('the keyboard goes to the heading of the page that a link led to', () => {
  assert.equal(focusedAfter(false, link), 'heading');
  assert.equal(focusedAfter(false, null), 'heading');
  assert.equal(focusedAfter(true, null), 'heading');
});

test('whoever has begun to type keeps the keyboard', () => {
  assert.equal(focusedAfter(false, field), field);
  assert.equal(focusedAfter(true, field), field);
});

test('whoever has gone on from the top of the first page keeps the keyboard', () => assert.equal(focusedAfter(true, link), link));
