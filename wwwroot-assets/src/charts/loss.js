import { colourOf, frame, tooltip, valueAxis } from './shared/frame.js';
import { onAxis } from './shared/formats.js';
import { mounted } from './shared/mount.js';

/** Loss or metric by step, drawn on while a run goes; the best point is marked. */
export function build(spec, theme) {
  const format = onAxis(spec.x.format, spec);
  return {
    ...frame({ ...spec, animate: false }, theme, 'line'),
    series: spec.series.map(series => ({ name: series.name, data: [...series.points] })),
    stroke: { curve: 'straight', width: 2 },
    // A line of one point would not be seen.
    markers: { size: spec.series.map(series => series.points.length === 1 ? 5 : 0), strokeWidth: 0 },
    annotations: best(spec, theme),
    xaxis: { type: 'numeric', ...wholeTicks(spec), title: { text: spec.x.title, style: { fontWeight: 400 } }, labels: { formatter: value => format(Number(value)) }, tooltip: { enabled: false } },
    yaxis: valueAxis(spec, { forceNiceScale: true }),
    tooltip: tooltip(spec, theme),
  };
}

// There is no step 8.6: ticks lie at whole numbers, the last one at or beyond the last step.
export function wholeTicks(spec) {
  const steps = spec.series.flatMap(series => series.points.map(([step]) => step));
  const first = Math.min(...steps);
  const span = Math.max(...steps) - first;
  if (!(span > 0) || spec.x.format !== 'whole') {
    return {};
  }
  const every = Math.ceil(span / Math.min(7, span));
  const tickAmount = Math.ceil(span / every);
  return { min: first, max: first + every * tickAmount, tickAmount };
}

function best(spec, theme) {
  if (!spec.best) {
    return {};
  }
  const { x, label, series } = spec.best;
  const colour = colourOf(spec.series[series ?? 0], series ?? 0, theme);
  return {
    xaxis: [{
      x, borderColor: colour, strokeDashArray: 4,
      label: { text: label, orientation: 'horizontal', textAnchor: anchor(spec, x), style: { background: theme.surface, color: theme.text } },
    }],
  };
}

// At an end of the axis the word stands inside the chart, where nothing cuts it off.
function anchor(spec, x) {
  const steps = spec.series.flatMap(series => series.points.map(([step]) => step));
  return x >= Math.max(...steps) ? 'end' : x <= Math.min(...steps) ? 'start' : 'middle';
}

export const create = mounted(build);
