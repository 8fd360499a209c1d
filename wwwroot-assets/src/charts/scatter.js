import { frame, tooltip, valueAxis } from './shared/frame.js';
import { onAxis } from './shared/formats.js';
import { mounted } from './shared/mount.js';

/** Points [x, y]; each series is a group. */
export function build(spec, theme) {
  const format = onAxis(spec.x.format, spec);
  return {
    ...frame(spec, theme, 'scatter'),
    series: spec.series.map(series => ({ name: series.name, data: series.points })),
    markers: { size: 4, strokeWidth: 0, fillOpacity: 0.7 },
    xaxis: { type: 'numeric', title: { text: spec.x.title }, labels: { formatter: value => format(Number(value)) }, tooltip: { enabled: false } },
    yaxis: valueAxis(spec),
    tooltip: tooltip(spec, theme, { shared: false, intersect: true }),
  };
}

export const create = mounted(build);
