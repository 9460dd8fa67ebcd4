// From a table in the page to labels and series.
//
// The first column names the rows; the lowest head cell over a column names it. `data-skip` on a head cell leaves
// a column out, on a row (or class "total") a row. `data-value` on a cell overrides its text. `data-step` on a row
// or on a head cell (opening, in, out, closing) marks the steps of a flow.
import { readFigure } from './numbers.js';

const text = (cell) => cell.textContent.replace(/\s+/g, ' ').trim();

function figure(cell, lang) {
  if (cell.dataset.value !== undefined) return cell.dataset.value === '' ? null : Number(cell.dataset.value);
  return readFigure(text(cell), lang) ?? null;
}

/** The lowest head cell over each column, through cells that span rows or columns. */
function columnHeads(table) {
  const heads = [];
  const taken = []; // rows that a cell from above still reaches into, by column
  for (const row of [...(table.tHead?.rows ?? [])].filter((row) => !row.classList.contains('numbers'))) {
    let at = 0;
    for (const cell of row.cells) {
      while (taken[at] > 0) at += 1;
      for (let i = 0; i < cell.colSpan; i += 1, at += 1) {
        heads[at] = cell;
        taken[at] = cell.rowSpan;
      }
    }
    for (let i = 0; i < taken.length; i += 1) taken[i] = Math.max(0, (taken[i] ?? 0) - 1);
  }
  return heads;
}

const counts = (row, only) => {
  if (row.cells.length < 2 || row.dataset.skip !== undefined) return false;
  return only ? row.classList.contains(only) : !row.classList.contains('total') && !row.classList.contains('group');
};

/**
 * Reads a table. `by` is "columns" (each column a series, the default) or "rows"; `only` names the class of the
 * rows that count, for a table whose sum is what the picture shows.
 */
export function readTable(table, { by, only, lang }) {
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => counts(row, only));
  const heads = columnHeads(table);
  if (heads.length < 2 || rows.length === 0) return null;
  const columns = heads.map((cell, at) => ({ cell, at })).slice(1).filter(({ cell }) => cell && cell.dataset.skip === undefined);
  const matrix = rows.map((row) => columns.map(({ at }) => (row.cells[at] ? figure(row.cells[at], lang) : null)));
  const rowNames = rows.map((row) => text(row.cells[0]));
  const columnNames = columns.map(({ cell }) => text(cell));
  if (by === 'rows') {
    return { labels: columnNames, steps: columns.map(({ cell }) => cell.dataset.step), series: rowNames.map((name, r) => ({ name, values: matrix[r] })) };
  }
  return { labels: rowNames, steps: rows.map((row) => row.dataset.step), series: columnNames.map((name, c) => ({ name, values: matrix.map((line) => line[c]) })) };
}
