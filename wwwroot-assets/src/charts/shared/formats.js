// Named formatters. A chart's description names one; no code ever travels in the data.

const day = 86_400_000;

// Nothing is "-0": what rounds to nought has no sign.
const unsignedZero = { signDisplay: 'negative' };

function number(locale, options) {
  const format = new Intl.NumberFormat(locale, { ...unsignedZero, ...options });
  return value => (isNumber(value) ? format.format(value) : '–');
}

function date(locale, options) {
  // Times arrive as the shop's own wall clock written as UTC, so that the reader's zone never moves a day.
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  return value => (isNumber(value) ? format.format(value) : String(value ?? '–'));
}

function money(locale, spec, compact) {
  const currency = spec.currency ?? 'USD';
  const digits = spec.minorDigits ?? 2;
  const options = compact
    ? { style: 'currency', currency, currencyDisplay: 'narrowSymbol', notation: 'compact', maximumFractionDigits: 1 }
    : { style: 'currency', currency, currencyDisplay: 'narrowSymbol', minimumFractionDigits: digits, maximumFractionDigits: digits };
  const format = new Intl.NumberFormat(locale, { ...unsignedZero, ...options });
  return value => (isNumber(value) ? format.format(value / 10 ** digits) : '–');
}

function duration(locale) {
  const steps = [[day, 'day'], [3_600_000, 'hour'], [60_000, 'minute'], [1_000, 'second']];
  return seconds => {
    if (!isNumber(seconds)) {
      return '–';
    }
    const ms = seconds * 1_000;
    const [size, unit] = steps.find(([length]) => Math.abs(ms) >= length) ?? steps.at(-1);
    return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(ms / size);
  };
}

const formats = {
  whole: locale => number(locale, { maximumFractionDigits: 0 }),
  number: locale => number(locale, { maximumFractionDigits: 2 }),
  precise: locale => number(locale, { maximumSignificantDigits: 4 }),
  percent: locale => number(locale, { style: 'percent', maximumFractionDigits: 1 }),
  money: (locale, spec) => money(locale, spec, false),
  duration,
  day: locale => date(locale, { day: 'numeric', month: 'short', year: 'numeric' }),
  month: locale => date(locale, { month: 'short', year: 'numeric' }),
  text: () => value => String(value ?? '–'),
};

// The ticks of an axis are multiples of its step: nought comes out as something like 1e-17.
function tick(format) {
  return value => format(Math.abs(value) < 1e-9 ? 0 : value);
}

const axisFormats = {
  ...formats,
  precise: locale => tick(formats.precise(locale)),
  whole: locale => number(locale, { notation: 'compact', maximumFractionDigits: 1 }),
  money: (locale, spec) => money(locale, spec, true),
  day: locale => date(locale, { day: 'numeric', month: 'short' }),
};

function isNumber(value) {
  return typeof value === 'number' && Number.isFinite(value);
}

function named(table, name, spec) {
  const make = table[name ?? 'text'];
  if (!make) {
    throw new RangeError(`Unknown number format "${name}"; known are ${Object.keys(table).join(', ')}.`);
  }
  return make(spec.locale, spec);
}

/** The formatter for exact figures: tooltips and labels. */
export const exact = (name, spec) => named(formats, name, spec);

/** The short formatter of an axis. */
export const onAxis = (name, spec) => named(axisFormats, name, spec);
