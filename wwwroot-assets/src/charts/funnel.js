import { frame } from './shared/frame.js';
import { exact } from './shared/formats.js';
import { mounted } from './shared/mount.js';

/** Steps of a funnel as centred bars, each labelled with its count and its share of the first step. */
export function build(spec, theme) {
  const count = exact('whole', spec);
  const share = exact('percent', spec);
  const values = spec.series[0].values;
  const label = i => `${spec.x.values[i]}: ${count(values[i])} (${share(values[0] > 0 ? values[i] / values[0] : 0)})`;
  return {
    ...frame(spec, theme, 'bar'),
    series: [{ name: spec.series[0].name, data: values }],
    plotOptions: { bar: { horizontal: true, isFunnel: true, barHeight: '82%', borderRadius: 2 } },
    dataLabels: { enabled: true, formatter: (_value, { dataPointIndex }) => label(dataPointIndex), dropShadow: { enabled: false } },
    xaxis: { categories: spec.x.values },
    grid: { show: false },
    tooltip: { theme: theme.dark ? 'dark' : 'light', y: { formatter: value => count(value) } },
  };
}

export const create = mounted(build);
