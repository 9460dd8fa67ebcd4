// Charts drawn from the tables that stand in the page. The table stays, under a disclosure.
import * as echarts from 'echarts/core';
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { SVGRenderer } from 'echarts/renderers';
import { readTable } from './chart-table.js';
import { flowOption, seriesOption } from './chart-options.js';
import { lang, word } from './words.js';

echarts.use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

/** Draws every `figure.chart`; a table that cannot be read stays as it is. */
export function drawCharts(root) {
  const drawn = [];
  for (const figure of root.querySelectorAll('figure.chart')) {
    // A chart beside a table that is read in its own right names it; else the table is its own and goes under it.
    const table = figure.dataset.from ? root.getElementById(figure.dataset.from) : figure.querySelector('table');
    const facts = table && readTable(table, { by: figure.dataset.series, only: figure.dataset.only, lang });
    if (!facts || facts.labels.length === 0) continue;
    drawn.push(draw(figure, table, facts));
  }
  window.addEventListener('resize', () => drawn.forEach((chart) => chart.fit('auto')));
  // Paper is narrower than the screen: draw for it, then go back.
  window.addEventListener('beforeprint', () => drawn.forEach((chart) => chart.fit(Math.min(620, chart.width()))));
  window.addEventListener('afterprint', () => drawn.forEach((chart) => chart.fit('auto')));
}

function draw(figure, table, facts) {
  const canvas = document.createElement('div');
  canvas.className = 'chart-canvas';
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', figure.querySelector('figcaption')?.textContent.trim() ?? '');
  if (figure.contains(table)) {
    const details = document.createElement('details');
    const summary = document.createElement('summary');
    summary.textContent = word('table');
    const block = table.closest('.table-scroll') ?? table;
    block.replaceWith(canvas, details);
    details.append(summary, block);
  } else {
    figure.append(canvas);
    figure.hidden = false;
  }
  const kind = figure.dataset.chart;
  // Many rows need room, or their names would lie on each other.
  const rows = ['bar', 'stacked'].includes(kind) ? facts.labels.length : 0;
  if (rows > 8 && facts.labels.some((label) => label.length > 14)) canvas.style.height = `${rows * 38 + 90}px`;
  const chart = echarts.init(canvas, null, { renderer: 'svg', locale: 'EN' });
  const show = () => chart.setOption(kind === 'flow' ? flowOption(facts, lang, chart.getWidth()) : seriesOption(kind, facts, lang, chart.getWidth()));
  show();
  return {
    fit(width) {
      chart.resize({ width });
      show();
    },
    width: () => chart.getWidth(),
  };
}
