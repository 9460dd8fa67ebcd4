// Narrowing long lists as one types, marks or no marks ("kim lien" finds "Kim Liên").
// A datalist would not find names typed without marks, so the select itself is narrowed.
import { fold } from './numbers.js';
import { word } from './words.js';

/** Puts a narrowing field above each `select[data-narrow]`. */
export function filterSelects(root) {
  let n = 0;
  for (const select of root.querySelectorAll('select[data-narrow]')) {
    const options = [...select.options].map((option) => ({ option, key: fold(option.text) }));
    const input = document.createElement('input');
    input.type = 'search';
    input.className = 'narrow';
    input.autocomplete = 'off';
    input.placeholder = word('narrowList');
    input.setAttribute('aria-label', `${select.labels[0]?.textContent.trim() ?? ''}: ${word('narrowList')}`);
    input.id = `narrow-${(n += 1)}`;
    input.addEventListener('input', () => {
      const wanted = fold(input.value).trim();
      const chosen = select.value;
      const kept = options.filter(({ option, key }) => option.value === '' || option.selected || key.includes(wanted));
      select.replaceChildren(...kept.map(({ option }) => option));
      const found = kept.filter(({ option, key }) => option.value !== '' && key.includes(wanted));
      select.value = wanted !== '' && found.length === 1 ? found[0].option.value : chosen;
    });
    // Enter in the narrowing field must not send the form.
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      select.focus();
    });
    select.before(input);
  }
}

/** `input[data-narrow-rows="#id"]` hides the body rows of a table (or items of a list) that do not match. */
export function filterRows(root) {
  for (const input of root.querySelectorAll('input[data-narrow-rows]')) {
    const target = root.querySelector(input.dataset.narrowRows);
    if (!target) continue;
    const rows = [...target.querySelectorAll('tbody tr, :scope > li')].map((row) => ({ row, key: fold(row.textContent) }));
    const status = document.createElement('output');
    status.className = 'soft small';
    input.after(status);
    input.addEventListener('input', () => {
      const wanted = fold(input.value).trim();
      let shown = 0;
      for (const { row, key } of rows) {
        row.hidden = !key.includes(wanted);
        if (!row.hidden) shown += 1;
      }
      status.textContent = wanted === '' ? '' : `${shown}/${rows.length} ${word('shown')}`;
    });
  }
}
