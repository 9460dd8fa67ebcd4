// Enhances pages that already work without it. Nothing here is needed to read, enter or send.
import { guardForms, confirmButtons } from './forms.js';
import { filterSelects, filterRows } from './narrow.js';
import { enterGrids } from './grid.js';
import { chooseUnits } from './choose.js';

document.documentElement.classList.add('scripted');
guardForms(document);
confirmButtons(document);
filterSelects(document);
filterRows(document);
enterGrids(document);
chooseUnits(document);

for (const control of document.querySelectorAll('[data-print]')) {
  control.hidden = false;
  control.addEventListener('click', () => window.print());
}
for (const control of document.querySelectorAll('select[data-submit]')) {
  control.addEventListener('change', () => control.form?.requestSubmit());
}
for (const summary of document.querySelectorAll('.error-summary, #problems')) summary.focus();

// The library for charts is heavy, so it is fetched only by a page that has one.
if (document.querySelector('figure.chart')) {
  const { drawCharts } = await import('./charts.js');
  drawCharts(document);
}
