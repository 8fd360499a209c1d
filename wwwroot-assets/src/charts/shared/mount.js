import { onThemeChange, readTheme } from './theme.js';

class MountedChart {
  #element;
  #build;
  #spec;
  #page;
  #chart;
  #stopWatching;
  #load;

  constructor(load, element, build, spec, page) {
    this.#load = load;
    this.#element = element;
    this.#build = build;
    this.#spec = spec;
    this.#page = page;
  }

  async render() {
    await this.#whileShown(async () => {
      const chart = await this.#load(this.#element, this.#options());
      await chart.render();
      this.#chart = chart;
      this.#stopWatching = onThemeChange(() => this.update(this.#spec));
    });
  }

  async update(spec) {
    this.#spec = spec;
    await this.#whileShown(() => this.#chart?.updateOptions(this.#options(), true, false, false));
  }

  dispose() {
    this.#stopWatching?.();
    this.#chart?.destroy();
    this.#chart = undefined;
  }

  // A reader who goes on takes the element away at any moment, and a drawing that has lost its place is no failure of the page.
  async #whileShown(draw) {
    if (!this.#element?.isConnected) {
      return;
    }
    try {
      await draw();
    } catch (problem) {
      if (this.#element.isConnected) {
        throw problem;
      }
    }
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

// Loaded when asked for, so that what a kind makes of its data can be tested without a browser.
async function apexChart(element, options) {
  const { default: ApexCharts } = await import('apexcharts');
  return new ApexCharts(element, options);
}

/** Makes the `create` function of a chart module from the function that turns a description into options. */
export function mounted(build, load = apexChart) {
  return async function create(element, spec, page) {
    const chart = new MountedChart(load, element, build, spec, page);
    await chart.render();
    return chart;
  };
}
