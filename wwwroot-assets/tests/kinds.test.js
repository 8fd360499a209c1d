import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as bar from '../src/charts/bar.js';
import * as curve from '../src/charts/curve.js';
import * as funnel from '../src/charts/funnel.js';
import * as heatMap from '../src/charts/heat-map.js';
import * as line from '../src/charts/line.js';
import * as loss from '../src/charts/loss.js';
import * as scatter from '../src/charts/scatter.js';
import * as sparkline from '../src/charts/sparkline.js';

const theme = {
  series: ['#111111', '#222222'], context: '#999999', text: '#000000', grid: '#eeeeee', surface: '#ffffff',
  heat: ['#1', '#2', '#3', '#4', '#5'], dark: false, still: false, font: 'sans-serif',
};

const spec = {
  locale: 'en', currency: 'GBP', minorDigits: 2, animate: true,
  x: { kind: 'category', title: 'Step', format: 'text', values: ['View', 'Cart', 'Buy'] },
  y: { title: 'People', format: 'whole' },
  series: [
    { name: 'Now', values: [100, 40, 10], points: [[0, 0.1], [1, 0.9]] },
    { name: 'Before', role: 'context', values: [90, 50, 20], points: [[0, 0.2], [1, 0.7]] },
  ],
};

const kinds = { bar, curve, funnel, heatMap, line, loss, scatter, sparkline };

test('a few names stand upright in lines, many lean', () => {
  const few = bar.build({ ...spec, x: { ...spec.x, values: ['New customers (494)', 'Old', '新客户（494）'] } }, theme).xaxis;
  assert.deepEqual(few.categories, [['New', 'customers', '(494)'], 'Old', ['新客户', '（494）']]);
  assert.equal(few.labels.rotate, 0);
  assert.notEqual(bar.build({ ...spec, x: { ...spec.x, values: [...'abcdefgh'] } }, theme).xaxis.labels.rotate, 0);
});

test('the word at the best point stays within the chart', () => {
  const at = x => loss.build({ ...spec, best: { x, label: 'best', series: 0 } }, theme).annotations.xaxis[0].label.textAnchor;
  assert.deepEqual([at(0), at(0.5), at(1)], ['start', 'middle', 'end']);
});

for (const [name, kind] of Object.entries(kinds)) {
  test(`${name} has no toolbar, no legend of its own and nothing that moves for a reader who wants stillness`, () => {
    const options = kind.build(spec, { ...theme, still: true });
    assert.equal(options.chart.animations.enabled, false);
    assert.notEqual(options.legend?.show, true);
    assert.notEqual(options.chart.toolbar?.show, true);
  });

  test(`${name} keeps every series that it was given`, () => {
    const names = kind.build(spec, theme).series.map(series => series.name);
    for (const series of name === 'funnel' ? spec.series.slice(0, 1) : spec.series) {
      assert.ok(names.includes(series.name));
    }
  });
}

test('the compared period is grey and dashed, the period itself in the accent', () => {
  const options = line.build(spec, theme);
  assert.deepEqual(options.colors, ['#111111', '#999999']);
  assert.deepEqual(options.stroke.dashArray, [0, 5]);
});

test('a funnel labels a step with its count and its share of the first', () => {
  const label = funnel.build(spec, theme).dataLabels.formatter(40, { dataPointIndex: 1 });
  assert.equal(label, 'Cart: 40 (40%)');
});

test('a narrow funnel writes the names of its steps beside the bars', () => {
  const options = funnel.build({ ...spec, width: 340 }, theme);
  assert.equal(options.dataLabels.formatter(40, { dataPointIndex: 1 }), '40 (40%)');
  assert.equal(options.yaxis.labels.show, true);
  assert.equal(funnel.build({ ...spec, width: 900 }, theme).yaxis.labels.show, false);
});

test('numbers are written into the cells of a heat map only where they can be read', () => {
  const numbers = width => heatMap.build({ ...spec, numbers: true, width }, theme).dataLabels.enabled;
  assert.equal(numbers(900), true);
  assert.equal(numbers(190), false);
  assert.equal(numbers(undefined), true);
});

test('nothing has no sign on an axis', () => {
  const label = line.build(spec, theme).yaxis.labels.formatter;
  assert.equal(label(-0), label(0));
  assert.equal(label('-0.00000000'), label(0));
});

test('the first row of a heat map is on top', () => {
  assert.deepEqual(heatMap.build(spec, theme).series.map(series => series.name), ['Before', 'Now']);
});

test('heat map colours hold about as many cells each, and none when all are equal', () => {
  assert.deepEqual(heatMap.quantileCuts([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5), [3, 5, 7, 9]);
  assert.deepEqual(heatMap.quantileCuts([7, 7, 7, 7], 5), [7]);
});

test('cells of nothing are the palest, however many there are', () => {
  const colours = heatMap.ranges([0, 0, 0, 0, 0, 0, 2, null], theme.heat);
  assert.deepEqual(colours[0], { from: -Number.MAX_VALUE, to: 0, color: '#1' });
  assert.equal(colours.at(-1).color, '#5');
  assert.equal(colours.at(-1).from, 2);
  assert.deepEqual(heatMap.ranges([0, 0], theme.heat).map(range => range.color), ['#1']);
});

test('a reliability curve shows where a perfect one would lie', () => {
  const options = curve.build({ ...spec, unitSquare: true, referenceName: 'Ideal' }, theme);
  assert.deepEqual(options.series.at(-1).data, [[0, 0], [0.25, 0.25], [0.5, 0.5], [0.75, 0.75], [1, 1]]);
});

test('a curve of one point shows that point', () => {
  const options = loss.build({ ...spec, series: [{ name: 'a', points: [[1, 0.2]] }, { name: 'b', points: [[1, 0.1], [2, 0.3]] }] }, theme);
  assert.deepEqual(options.markers.size, [5, 0]);
});

test('the best epoch of a loss curve is marked', () => {
  const options = loss.build({ ...spec, best: { x: 1, label: 'Best' } }, theme);
  assert.equal(options.annotations.xaxis[0].label.text, 'Best');
});

test('ticks of a loss curve lie at whole steps', () => {
  const options = loss.build({
    ...spec, x: { title: 'Epoch', format: 'whole' }, series: [{ name: 'a', points: [[1, 0.2], [54, 0.1]] }],
  }, theme);
  const { min, max, tickAmount } = options.xaxis;
  assert.deepEqual([min, max, tickAmount], [1, 57, 7]);
  assert.equal((max - min) % tickAmount, 0);
  const few = loss.build({ ...spec, x: { title: 'Epoch', format: 'whole' }, series: [{ name: 'a', points: [[1, 0.2], [4, 0.1]] }] }, theme).xaxis;
  assert.deepEqual([few.min, few.max, few.tickAmount], [1, 4, 3]);
});
