import { onThemeChange, readTheme } from './theme.js';

class MountedChart {
  #element;
  #build;
  #spec;
  #page;
  #chart;
  #stopWatching;

  constructor(element, build, spec, page) {
    this.#element = element;
    this.#build = build;
    this.#spec = spec;
    this.#page = page;
  }

  async render() {
    // Loaded here and not above, so that what a kind makes of its data can be tested without a browser.
    const { default: ApexCharts } = await import('apexcharts');
    this.#chart = new ApexCharts(this.#element, this.#options());
    await this.#chart.render();
    this.#stopWatching = onThemeChange(() => this.update(this.#spec));
  }

  async update(spec) {
    this.#spec = spec;
    await this.#chart?.updateOptions(this.#options(), true, false, false);
  }

  /** Adds points to the ends of the series without drawing the chart anew: [[x, y], …] for each series. */
  async append(points) {
    this.#spec.series.forEach((series, i) => series.points?.push(...(points[i] ?? [])));
    await this.#chart?.updateSeries(this.#options().series, false);
  }

  dispose() {
    this.#stopWatching?.();
    this.#chart?.destroy();
    this.#chart = undefined;
  }

  #options() {
    const options = this.#build({ height: heightOf(this.#element), width: this.#element.clientWidth || undefined, ...this.#spec }, readTheme(this.#element));
    if (this.#page && this.#spec.clickable) {
      options.chart.events = {
        dataPointSelection: (_event, _chart, { seriesIndex, dataPointIndex }) =>
          this.#page.invokeMethodAsync('OnPointClicked', seriesIndex, dataPointIndex),
      };
    }
    return options;
  }
}

/** The drawing fills the space that the page keeps for it; words and the unknown are left to the chart's own kind. */
function heightOf(element) {
  const kept = Number.parseFloat(getComputedStyle(element).minHeight);
  return kept >= 150 ? kept - 15 : undefined;
}

/** Makes the `create` function of a chart module from the function that turns a description into options. */
export function mounted(build) {
  return async function create(element, spec, page) {
    const chart = new MountedChart(element, build, spec, page);
    await chart.render();
    return chart;
  };
}
