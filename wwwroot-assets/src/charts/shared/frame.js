import { exact, onAxis } from './formats.js';

/** Colour of a series: its own place in the palette, or grey when it is only context. */
export function colourOf(series, index, theme) {
  return series.role === 'context' ? theme.context : theme.series[(series.colour ?? index) % theme.series.length];
}

/** What every chart has in common. Legends are drawn by the page, as text that a screen reader can read. */
export function frame(spec, theme, type) {
  return {
    chart: {
      type,
      height: spec.height ?? 280,
      fontFamily: theme.font,
      foreColor: theme.text,
      background: 'transparent',
      animations: { enabled: !theme.still && spec.animate === true },
      toolbar: { show: false },
      zoom: { enabled: false },
      redrawOnParentResize: true,
    },
    theme: { mode: theme.dark ? 'dark' : 'light' },
    legend: { show: false },
    dataLabels: { enabled: false },
    grid: { borderColor: theme.grid, strokeDashArray: 0, padding: { left: 8, right: 12 } },
    colors: spec.series.map((series, i) => colourOf(series, i, theme)),
    states: { hover: { filter: { type: 'none' } }, active: { filter: { type: 'none' } } },
    noData: { text: spec.emptyText ?? '' },
  };
}

export function valueAxis(spec, extra) {
  const format = onAxis(spec.y.format, spec);
  return {
    title: { text: spec.y.title, style: { fontWeight: 400 } },
    // Ticks of an axis on which everything is nothing come as text.
    labels: { formatter: value => format(typeof value === 'string' ? Number(value) : value), maxWidth: 90 },
    forceNiceScale: true,
    ...extra,
  };
}

// More names than this overlap even when they are turned.
const mostNames = 16;

/** Which names are written: all of a few, every n-th of many. The place is the name's own, where the chart tells it. */
export function named(values, most = mostNames) {
  const step = Math.ceil(values.length / most);
  return (name, place) => ((place ?? values.indexOf(name)) % step === 0);
}

export function categoryAxis(spec, extra) {
  const format = onAxis(spec.x.format, spec);
  const times = spec.x.kind === 'time';
  const names = !times && spec.x.kind !== 'number';
  const isNamed = names ? named(spec.x.values) : () => true;
  return {
    type: times ? 'datetime' : spec.x.kind === 'number' ? 'numeric' : 'category',
    categories: spec.x.kind === 'number' ? undefined : spec.x.values,
    title: { text: spec.x.title, style: { fontWeight: 400 } },
    labels: {
      formatter: (value, _, at) => (isNamed(value, at?.i) ? format(names ? value : Number(value)) : ''),
      datetimeUTC: true,
      hideOverlappingLabels: true,
      rotate: -35,
    },
    axisBorder: { show: false },
    tooltip: { enabled: false },
    ...extra,
  };
}

/** Tooltips show the exact figure of every series, so a period and the one that it is compared with stand together. */
export function tooltip(spec, theme, extra) {
  const y = exact(spec.y.format, spec);
  const x = exact(spec.x.format, spec);
  return {
    theme: theme.dark ? 'dark' : 'light',
    shared: true,
    intersect: false,
    x: { formatter: (value, point) => x(spec.x.values ? spec.x.values[point?.dataPointIndex ?? -1] ?? value : value) },
    y: { formatter: value => y(value) },
    ...extra,
  };
}
