import { frame, tooltip, valueAxis } from './shared/frame.js';
import { onAxis } from './shared/formats.js';
import { mounted } from './shared/mount.js';

const steps = [0, 0.25, 0.5, 0.75, 1];

// Shares are read against the whole of their scale, so both axes are held at 0 to 1.
const unitScale = { min: 0, max: 1, tickAmount: 4 };

/** A curve over numbers (reliability, ROC, precision and recall, metric by k), with the line of an ideal or a chance result. */
export function build(spec, theme) {
  const format = onAxis(spec.x.format, spec);
  const unit = spec.unitSquare === true;
  const curves = spec.series.map(series => ({ name: series.name, type: 'line', data: series.points }));
  const reference = unit && spec.referenceName
    ? [{ name: spec.referenceName, type: 'line', data: steps.map(x => [x, spec.referenceFlat ?? x]) }]
    : [];
  const base = frame(spec, theme, 'line');
  return {
    ...base,
    series: [...curves, ...reference],
    colors: [...base.colors, theme.context],
    stroke: { curve: 'straight', width: [...curves.map(() => 2.5), 1.5], dashArray: [...curves.map(() => 0), 5] },
    // A series of one point is a place on the curve, which only a mark can show.
    markers: { size: [...spec.series.map(series => series.points.length === 1 ? 6 : spec.dots === true ? 4 : 0), 0], strokeWidth: 0 },
    xaxis: {
      type: 'numeric', title: { text: spec.x.title, style: { fontWeight: 400 } }, labels: { formatter: value => format(spec.x.format === 'whole' ? Math.round(Number(value)) : Number(value)) }, tooltip: { enabled: false },
      ...(unit ? unitScale : {}),
    },
    yaxis: valueAxis(spec, unit ? unitScale : {}),
    tooltip: tooltip(spec, theme),
  };
}

export const create = mounted(build);
