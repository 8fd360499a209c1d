// Colours come from the style sheet, so that light and dark are decided in one place.

const seriesCount = 6;

/** Reads the palette that the page shows just now. */
export function readTheme(element) {
  const style = getComputedStyle(element);
  const read = name => style.getPropertyValue(name).trim();
  return {
    series: Array.from({ length: seriesCount }, (_, i) => read(`--ms-series-${i + 1}`)),
    context: read('--ms-series-context'),
    text: read('--ms-chart-text'),
    grid: read('--ms-chart-grid'),
    surface: read('--ms-chart-surface'),
    heat: Array.from({ length: 5 }, (_, i) => read(`--ms-heat-${i + 1}`)),
    dark: read('color-scheme') === 'dark' || read('--ms-chart-mode') === 'dark',
    still: matchMedia('(prefers-reduced-motion: reduce)').matches,
    font: style.fontFamily,
  };
}

/** Calls back whenever the page changes between light and dark; returns the function that stops it. */
export function onThemeChange(callback) {
  const observer = new MutationObserver(callback);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'data-theme'] });
  const media = matchMedia('(prefers-color-scheme: dark)');
  media.addEventListener('change', callback);
  return () => {
    observer.disconnect();
    media.removeEventListener('change', callback);
  };
}
