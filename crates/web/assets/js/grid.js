// Grid entry: a table.grid of inputs. Arrows and Enter move, a block from a spreadsheet pastes where one
// stands, changed cells are marked, sums run along. The server decides what is right; this only helps.
import { addFigures, readFigure, writeFigure } from './numbers.js';
import { lang, word } from './words.js';

/** Enhances every `table.grid`. */
export function enterGrids(root) {
  for (const table of root.querySelectorAll('table.grid')) new Grid(table);
}

class Grid {
  constructor(table) {
    this.table = table;
    this.rows = [...table.tBodies].flatMap((body) => [...body.rows]).map((row) => [...row.querySelectorAll('input')]).filter((row) => row.length > 0);
    this.status = table.closest('form')?.querySelector('output[data-grid-status]') ?? null;
    for (const input of this.rows.flat()) {
      input.dataset.before = input.defaultValue;
      input.autocomplete = 'off';
    }
    table.addEventListener('keydown', (event) => this.onKey(event));
    table.addEventListener('input', (event) => this.onInput(event.target));
    table.addEventListener('focusin', (event) => event.target.select?.());
    table.addEventListener('focusout', (event) => this.onLeave(event.target));
    table.addEventListener('paste', (event) => this.onPaste(event));
    this.refresh();
  }

  place(input) {
    const row = this.rows.findIndex((cells) => cells.includes(input));
    return row < 0 ? null : { row, column: this.rows[row].indexOf(input) };
  }

  go(row, column) {
    const cell = this.rows[row]?.[column];
    if (!cell) return false;
    cell.focus();
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    return true;
  }

  onKey(event) {
    const at = event.target.matches?.('input') ? this.place(event.target) : null;
    if (!at || event.altKey || event.ctrlKey || event.metaKey) return;
    const input = event.target;
    const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    const atStart = input.selectionEnd === 0 || whole;
    const atEnd = input.selectionStart === input.value.length || whole;
    const moves = {
      ArrowUp: () => this.go(at.row - 1, at.column),
      ArrowDown: () => this.go(at.row + 1, at.column),
      Enter: () => this.go(at.row + (event.shiftKey ? -1 : 1), at.column) || this.go(0, at.column + 1) || true,
      ArrowLeft: () => atStart && this.go(at.row, at.column - 1),
      ArrowRight: () => atEnd && this.go(at.row, at.column + 1),
      Escape: () => this.restore(input),
    };
    if (moves[event.key]?.()) event.preventDefault();
  }

  restore(input) {
    if (input.value === input.dataset.before) return false;
    input.value = input.dataset.before;
    this.onInput(input);
    input.select();
    return true;
  }

  onInput(input) {
    if (!input.matches('input')) return;
    input.classList.toggle('changed', input.value.trim() !== input.dataset.before.trim());
    if (readFigure(input.value, lang) !== undefined) this.clear(input);
    this.refresh();
  }

  onLeave(input) {
    if (!input.matches?.('input')) return;
    if (input.value.trim() !== '' && readFigure(input.value, lang) === undefined) {
      input.setAttribute('aria-invalid', 'true');
      input.title = word('notFigure');
    }
    this.refresh();
  }

  clear(input) {
    if (!input.hasAttribute('aria-invalid')) return;
    input.removeAttribute('aria-invalid');
    input.removeAttribute('title');
  }

  onPaste(event) {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const at = this.place(event.target);
    if (!at || !/[\t\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    const block = text.replace(/\r/g, '').replace(/\n$/, '').split('\n').map((line) => line.split('\t'));
    let pasted = 0;
    block.forEach((line, r) => line.forEach((value, c) => {
      const cell = this.rows[at.row + r]?.[at.column + c];
      if (!cell || cell.readOnly || cell.disabled) return;
      cell.value = value.trim();
      pasted += 1;
      this.onInput(cell);
      this.onLeave(cell);
    }));
    this.refresh(`${pasted} ${word('pasted')}`);
  }

  refresh(said = '') {
    for (const cell of this.table.querySelectorAll('[data-total-of]')) {
      const scope = cell.closest('tfoot') ? this.table : cell.closest('tbody');
      this.total(cell, [...scope.querySelectorAll(`input[data-col="${CSS.escape(cell.dataset.totalOf)}"]`)]);
    }
    for (const cell of this.table.querySelectorAll('[data-row-total]')) this.total(cell, [...cell.closest('tr').querySelectorAll('input')]);
    if (!this.status) return;
    const cells = this.rows.flat();
    const changed = cells.filter((cell) => cell.classList.contains('changed')).length;
    const invalid = cells.filter((cell) => cell.hasAttribute('aria-invalid')).length;
    const parts = [said, changed ? `${changed} ${word('changed')}` : '', invalid ? `${invalid} ${word('invalid')}` : ''];
    this.status.textContent = parts.filter(Boolean).join(' · ');
  }

  // A sum says how many cells stand behind it: missing is not zero.
  total(cell, inputs) {
    const values = inputs.map((input) => readFigure(input.value, lang)).filter((value) => typeof value === 'number');
    const note = document.createElement('small');
    note.textContent = values.length === inputs.length ? '' : `${values.length}/${inputs.length} ${word('entered')}`;
    cell.replaceChildren(writeFigure(addFigures(values), lang), ...(note.textContent ? [note] : []));
  }
}
