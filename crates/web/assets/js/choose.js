// Choosing a unit: results come while one types. Without this the form's own "find" button brings them.
import { word } from './words.js';

const wait = 250; // milliseconds after the last key

/** Enhances every block that chooses a unit (`data-choose`), and searches whose results are links (`data-choose-link`). */
export function chooseUnits(root) {
  for (const box of root.querySelectorAll('[data-choose], [data-choose-link]')) {
    const scope = box.dataset.choose === undefined ? box.parentElement : box;
    const search = box.querySelector('input[type="search"]');
    const list = scope.querySelector('[data-offers]');
    const status = scope.querySelector('[data-choose-status]');
    if (search && list) new Chooser(box, search, list, status);
  }
}

class Chooser {
  constructor(box, search, list, status) {
    Object.assign(this, { box, search, list, status, timer: 0, asked: '' });
    this.button = box.querySelector('button');
    search.addEventListener('input', () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), wait);
    });
    // Enter looks again instead of sending the form.
    search.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      clearTimeout(this.timer);
      this.ask();
    });
    this.button?.addEventListener('click', (event) => {
      event.preventDefault();
      this.ask();
    });
  }

  async ask() {
    const text = this.search.value.trim();
    this.asked = text;
    if (text === '') return this.show([]);
    const query = new URLSearchParams({ text, tree: this.box.dataset.tree ?? '' });
    try {
      const answer = await fetch(`/api/units?${query}`, { headers: { accept: 'application/json' } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const { units } = await answer.json();
      // A later question may have been asked meanwhile.
      if (this.asked === text) this.show(units.slice(0, 20), text);
    } catch {
      this.say(word('notAsked'));
    }
  }

  show(units, text = '') {
    const link = this.box.dataset.chooseLink;
    const kept = link ? [] : [...this.list.querySelectorAll('label')].filter((label) => label.querySelector('input:checked'));
    const taken = new Set(kept.map((label) => label.querySelector('input').value));
    const fresh = units.filter((unit) => !taken.has(String(unit.id)));
    this.list.replaceChildren(...kept, ...fresh.map((unit) => (link ? this.linked(unit, link) : this.offered(unit))));
    this.say(text === '' ? '' : units.length === 0 ? word('nothingFound') : `${units.length} ${word('found')}`);
  }

  offered(unit) {
    const label = document.createElement('label');
    label.className = 'choice';
    const input = Object.assign(document.createElement('input'), { type: 'radio', name: this.box.dataset.choose, value: String(unit.id) });
    const words = document.createElement('span');
    words.textContent = unit.name;
    if (unit.parent) words.append(Object.assign(document.createElement('small'), { textContent: unit.parent }));
    label.append(input, ' ', words);
    return label;
  }

  linked(unit, link) {
    const item = document.createElement('li');
    item.append(Object.assign(document.createElement('a'), { href: `${link}${unit.id}`, textContent: unit.name }));
    if (unit.parent) item.append(` – ${unit.parent}`);
    return item;
  }

  say(text) {
    if (this.status) this.status.textContent = text;
  }
}
