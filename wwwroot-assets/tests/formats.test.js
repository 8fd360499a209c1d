import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exact, onAxis } from '../src/charts/shared/formats.js';

const pounds = { locale: 'en-GB', currency: 'GBP', minorDigits: 2 };

test('money is written from minor units in the reader\'s locale', () => {
  assert.equal(exact('money', pounds)(9_876_543), '£98,765.43');
  assert.equal(exact('money', { locale: 'zh-CN', currency: 'JPY', minorDigits: 0 })(1_500), '¥1,500');
});

test('an axis shortens what a tooltip spells out', () => {
  assert.match(onAxis('money', pounds)(123_456_700), /^£1\.2m$/i);
  assert.equal(exact('whole', pounds)(25_900), '25,900');
  assert.match(onAxis('whole', pounds)(25_900), /^25\.9k$/i);
});

test('a day is the shop\'s own, wherever the reader is', () => {
  assert.equal(exact('day', { locale: 'en-GB' })(Date.UTC(2011, 11, 9)), '9 Dec 2011');
  assert.equal(exact('month', { locale: 'zh-CN' })(Date.UTC(2011, 11, 1)), '2011年12月');
});

test('a duration picks the unit that a person would', () => {
  assert.equal(exact('duration', { locale: 'en' })(90), '1.5 min');
  assert.equal(exact('duration', { locale: 'en' })(3 * 86_400), '3 days');
});

test('what is not known is a dash and never a zero', () => {
  for (const name of ['whole', 'money', 'percent', 'duration']) {
    assert.equal(exact(name, pounds)(null), '–');
    assert.equal(exact(name, pounds)(Number.NaN), '–');
  }
});

test('the nought of an axis is a plain nought', () => {
  for (const name of ['whole', 'number', 'precise', 'percent', 'money']) {
    assert.doesNotMatch(onAxis(name, pounds)(-1.04e-17), /-|0\.00000/);
  }
  assert.equal(onAxis('precise', pounds)(-0.00012345), '-0.0001235');
});

test('an unknown format name is refused by name', () => {
  assert.throws(() => exact('eval', pounds), /Unknown number format "eval"/);
});
