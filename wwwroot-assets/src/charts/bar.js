import { categoryAxis, frame, tooltip, valueAxis } from './shared/frame.js';
import { onAxis } from './shared/formats.js';
import { mounted } from './shared/mount.js';

const mostUprightNames = 6;
const lineWidth = 12;

// On a phone, names leave the bars some room, and figures below them do not run into each other.
const narrow = [{ breakpoint: 480, options: { xaxis: { tickAmount: 3 }, yaxis: { labels: { maxWidth: 120 } } } }];

const widthOf = text => [...text].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 2 : 1), 0);

function inLines(name) {
  const lines = [];
  for (const word of name.split(/\s+|(?=\uff08)/)) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last) + 1 + widthOf(word) <= lineWidth) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines.length > 1 ? lines : name;
}

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
  // A few names stand upright, long ones in several lines; only many of them lean.
  if (spec.x.kind === 'category' && spec.x.values.length <= mostUprightNames) {
    const label = onAxis(spec.x.format, spec);
    xaxis.categories = spec.x.values.map(value => lying ? label(value) : inLines(label(value)));
    xaxis.labels.rotate = 0;
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
    yaxis: lying ? { labels: { maxWidth: 220 }, title: { text: spec.x.title, style: { fontWeight: 400 } } } : valueAxis(spec),
    tooltip: tooltip(spec, theme),
    responsive: lying ? narrow : [],
  };
}

export const create = mounted(build);
