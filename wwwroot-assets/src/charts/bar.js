import { categoryAxis, frame, tooltip, valueAxis } from './shared/frame.js';
import { onAxis } from './shared/formats.js';
import { mounted } from './shared/mount.js';

/** Bars from zero, upright or lying, side by side or stacked. */
export function build(spec, theme) {
  const lying = spec.horizontal === true;
  const value = onAxis(spec.y.format, spec);
  const xaxis = categoryAxis(spec);
  // A bar stands for its whole month or day, so it is a name here and not a point in time.
  if (spec.x.kind === 'time') {
    const label = onAxis(spec.x.format, spec);
    xaxis.type = 'category';
    xaxis.categories = spec.x.values.map(value => label(value));
    delete xaxis.labels.formatter;
  }
  // When the bars lie, ApexCharts keeps the categories on the x axis but draws the values along it.
  if (lying) {
    xaxis.type = 'category';
    xaxis.title.text = spec.y.title;
    xaxis.labels = { ...xaxis.labels, formatter: value, rotate: 0 };
  }
  const base = frame(spec, theme, 'bar');
  return {
    ...base,
    chart: { ...base.chart, stacked: spec.stacked === true, stackType: spec.shares === true ? '100%' : 'normal' },
    series: spec.series.map(series => ({ name: series.name, data: series.values })),
    plotOptions: { bar: { horizontal: lying, borderRadius: 2, columnWidth: '70%', barHeight: '70%' } },
    stroke: { show: spec.stacked === true, width: 1, colors: [theme.surface] },
    xaxis,
    yaxis: lying ? { labels: { maxWidth: 220 }, title: { text: spec.x.title } } : valueAxis(spec),
    tooltip: tooltip(spec, theme),
  };
}

export const create = mounted(build);
