import { frame } from './shared/frame.js';
import { exact } from './shared/formats.js';
import { mounted } from './shared/mount.js';

// Below this the name of a step does not fit into its bar, and stands before it.
const narrow = 520;

/** Steps of a funnel as centred bars, each labelled with its count and its share of the first step. */
export function build(spec, theme) {
  const count = exact('whole', spec);
  const share = exact('percent', spec);
  const values = spec.series[0].values;
  const isNarrow = spec.width < narrow;
  const figures = i => `${count(values[i])} (${share(values[0] > 0 ? values[i] / values[0] : 0)})`;
  const label = i => (isNarrow ? figures(i) : `${spec.x.values[i]}: ${figures(i)}`);
  return {
    ...frame(spec, theme, 'bar'),
    series: [{ name: spec.series[0].name, data: values }],
    plotOptions: { bar: { horizontal: true, isFunnel: true, barHeight: '82%', borderRadius: 2 } },
    dataLabels: { enabled: true, formatter: (_value, { dataPointIndex }) => label(dataPointIndex), dropShadow: { enabled: false } },
    xaxis: { categories: spec.x.values, labels: { show: false }, axisTicks: { show: false } },
    yaxis: { labels: { show: isNarrow, maxWidth: 120 } },
    grid: { show: false },
    tooltip: { theme: theme.dark ? 'dark' : 'light', y: { formatter: value => count(value) } },
  };
}

export const create = mounted(build);
