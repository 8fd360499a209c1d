import assert from 'node:assert/strict';
import test from 'node:test';
import { mounted } from '../src/charts/shared/mount.js';

globalThis.getComputedStyle = () => ({ minHeight: '200px', getPropertyValue: () => '#111111' });
globalThis.matchMedia = () => ({ matches: false, addEventListener() {}, removeEventListener() {} });
globalThis.MutationObserver = class { observe() {} disconnect() {} };
globalThis.document = { documentElement: { dataset: {} }, addEventListener() {}, removeEventListener() {} };

const build = spec => ({ chart: {}, series: spec.series });

function drawing(render = async () => {}) {
  const calls = [];
  const load = async () => ({
    render: () => { calls.push('render'); return render(); },
    updateOptions: async () => calls.push('update'),
    destroy: () => calls.push('destroy'),
  });
  return { calls, create: mounted(build, load) };
}

const element = () => ({ isConnected: true, clientWidth: 300 });

test('a chart is drawn, brought in line and taken away', async () => {
  const { calls, create } = drawing();
  const chart = await create(element(), { series: [] });
  await chart.update({ series: [] });
  chart.dispose();
  assert.deepEqual(calls, ['render', 'update', 'destroy']);
});

test('a page that was left before its chart was drawn complains of nothing', async () => {
  const { calls, create } = drawing();
  (await create(null, { series: [] })).dispose();
  (await create({ ...element(), isConnected: false }, { series: [] })).dispose();
  assert.deepEqual(calls, []);

  const left = element();
  const leaving = drawing(async () => { left.isConnected = false; throw new Error('Element not found'); });
  (await leaving.create(left, { series: [] })).dispose();
  assert.deepEqual(leaving.calls, ['render']);
});

test('a chart that fails in its place says so', async () => {
  const { create } = drawing(async () => { throw new Error('broken'); });
  await assert.rejects(create(element(), { series: [] }), /broken/);
});
