import { frame } from './shared/frame.js';
import { exact, onAxis } from './shared/formats.js';
import { mounted } from './shared/mount.js';

/** Cuts between the colours, so that each colour holds about the same number of cells. */
export function quantileCuts(values, parts) {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  return Array.from({ length: parts - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / parts)])
    .filter((cut, i, all) => cut !== undefined && cut !== all[i - 1]);
}

/** Colours by value: nothing is the palest, and what there is shares the others; the strongest is always used. */
export function ranges(values, heat) {
  const some = values.filter(value => Number.isFinite(value) && value > 0);
  const nothing = { from: -Number.MAX_VALUE, to: 0, color: heat[0] };
  if (some.length === 0) {
    return [nothing];
  }
  const smallest = Math.min(...some);
  const edges = [smallest, ...quantileCuts(some, heat.length - 1).filter(cut => cut > smallest), Number.MAX_VALUE];
  // A value on an edge belongs to the colour above it: of two ranges that match, ApexCharts takes the later one.
  const offset = heat.length - (edges.length - 1);
  return [nothing, ...edges.slice(1).map((to, i) => ({ from: edges[i], to, color: heat[i + offset] }))];
}

// Room for a row's name and for the shortest of the numbers that are written in cells.
const nameWidth = 150;
const cellWidth = 34;

/** Whether numbers can be read in cells of this width. */
export const hasRoom = (width, columns) => width === undefined || (width - nameWidth) / columns >= cellWidth;

// Beyond so many columns they have an order, and every other name is enough.
const mostNames = 14;

/** A grid of numbers: one series is one row, written in the cells when there is room. */
export function build(spec, theme) {
  const value = exact(spec.y.format, spec);
  const short = onAxis(spec.y.format, spec);
  const x = exact(spec.x.format, spec);
  const rows = [...spec.series].reverse();
  return {
    ...frame(spec, theme, 'heatmap'),
    // ApexCharts draws the first row at the bottom; a reader expects it at the top.
    series: rows.map(series => ({
      name: series.name,
      data: series.values.map((y, i) => ({ x: x(spec.x.values[i]), y })),
    })),
    dataLabels: { enabled: spec.numbers === true && hasRoom(spec.width, spec.x.values.length), formatter: v => (v === null ? '' : short(v)), style: { fontWeight: 400, colors: [theme.dark ? '#ffffff' : '#111318'] } },
    stroke: { width: 1, colors: [theme.surface] },
    plotOptions: {
      heatmap: { enableShades: false, radius: 0, colorScale: { ranges: ranges(spec.series.flatMap(s => s.values), theme.heat) } },
    },
    // A column without its name says nothing, so names turn rather than go.
    xaxis: { type: 'category', labels: { hideOverlappingLabels: spec.x.values.length > mostNames, rotate: -35 }, title: { text: spec.x.title, style: { fontWeight: 400 } }, tooltip: { enabled: false } },
    yaxis: { title: { text: spec.rowTitle, style: { fontWeight: 400 } } },
    tooltip: { theme: theme.dark ? 'dark' : 'light', y: { formatter: v => (v === null ? '–' : value(v)) } },
  };
}

export const create = mounted(build);
