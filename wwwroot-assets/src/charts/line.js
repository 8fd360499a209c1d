import { categoryAxis, frame, tooltip, valueAxis } from './shared/frame.js';
import { mounted } from './shared/mount.js';

/** A trend over time or categories; context series (the compared period) are drawn dashed and grey. */
export function build(spec, theme) {
  const context = spec.series.map(series => series.role === 'context');
  const area = spec.filled === true;
  return {
    ...frame(spec, theme, area ? 'area' : 'line'),
    series: spec.series.map(series => ({ name: series.name, data: series.values })),
    stroke: { curve: 'straight', width: context.map(c => (c ? 1.5 : 2.5)), dashArray: context.map(c => (c ? 5 : 0)) },
    fill: area ? { type: 'solid', opacity: context.map(c => (c ? 0 : 0.12)) } : { type: 'solid', opacity: 1 },
    markers: { size: spec.x.values.length === 1 ? 5 : 0, strokeWidth: 0, hover: { size: 5 } },
    xaxis: categoryAxis(spec),
    yaxis: valueAxis(spec, spec.fromZero === false ? {} : { min: lowest => Math.min(0, lowest) }),
    tooltip: tooltip(spec, theme),
  };
}

export const create = mounted(build);
