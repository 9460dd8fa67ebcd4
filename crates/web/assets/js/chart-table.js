// From a table in the page to labels and series.
//
// The first column names the rows; the last row of the head names the columns. `data-skip` on a head cell leaves
// a column out, on a row (or class "total") a row. `data-value` on a cell overrides its text. `data-step` on a row
// or on a head cell (opening, in, out, closing) marks the steps of a flow.
import { readFigure } from './numbers.js';

const text = (cell) => cell.textContent.replace(/\s+/g, ' ').trim();

function figure(cell, lang) {
  if (cell.dataset.value !== undefined) return cell.dataset.value === '' ? null : Number(cell.dataset.value);
  return readFigure(text(cell), lang) ?? null;
}

/** Reads a table; `by` is "columns" (each column a series, the default) or "rows". */
export function readTable(table, by, lang) {
  const head = [...(table.tHead?.rows ?? [])].filter((row) => !row.classList.contains('numbers')).at(-1);
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => row.cells.length > 1 && row.dataset.skip === undefined && !row.classList.contains('total') && !row.classList.contains('group'));
  if (!head || rows.length === 0) return null;
  // A label that spans head rows is not in the last one, so columns are counted from the right.
  const width = rows[0].cells.length;
  const heads = [...head.cells];
  const first = heads.length === width ? 1 : 0;
  const columns = heads.slice(first).map((cell, i) => ({ cell, at: width - heads.length + first + i })).filter(({ cell }) => cell.dataset.skip === undefined);
  const matrix = rows.map((row) => columns.map(({ at }) => (row.cells[at] ? figure(row.cells[at], lang) : null)));
  const rowNames = rows.map((row) => text(row.cells[0]));
  const columnNames = columns.map(({ cell }) => text(cell));
  if (by === 'rows') {
    return { labels: columnNames, steps: columns.map(({ cell }) => cell.dataset.step), series: rowNames.map((name, r) => ({ name, values: matrix[r] })) };
  }
  return { labels: rowNames, steps: rows.map((row) => row.dataset.step), series: columnNames.map((name, c) => ({ name, values: matrix.map((line) => line[c]) })) };
}
