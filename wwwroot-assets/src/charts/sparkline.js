import { exact } from './shared/formats.js';
import { mounted } from './shared/mount.js';

/** A word-sized trend without axes, for cards and table cells. */
export function build(spec, theme) {
  const y = exact(spec.y.format, spec);
  const x = exact(spec.x.format, spec);
  return {
    chart: { type: 'area', height: spec.height ?? 40, sparkline: { enabled: true }, animations: { enabled: false }, background: 'transparent' },
    theme: { mode: theme.dark ? 'dark' : 'light' },
    series: spec.series.map(series => ({ name: series.name, data: series.values })),
    colors: [theme.series[0]],
    stroke: { curve: 'straight', width: 1.5 },
    fill: { type: 'solid', opacity: 0.12 },
    tooltip: {
      theme: theme.dark ? 'dark' : 'light',
      fixed: { enabled: false },
      x: { formatter: (_value, point) => x(spec.x.values[point?.dataPointIndex ?? -1]) },
      y: { formatter: value => y(value) },
    },
  };
}

export const create = mounted(build);
