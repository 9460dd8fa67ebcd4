// Vietnamese and English figures: 1.234,5 on a Vietnamese page, 1,234.5 on an English one.
// An empty cell is missing (null), never zero.

/** The separators of a page language. */
export function marks(lang) {
  return lang === 'en' ? { thousand: ',', decimal: '.' } : { thousand: '.', decimal: ',' };
}

/**
 * Reads a figure as offices type it. Returns null for "nothing there" and undefined for "not a figure".
 * "1.234", "1.234,5", "1 234", "80,5%", "−12" and a bare "1234.5" pasted from a spreadsheet are figures.
 */
export function readFigure(text, lang = 'vi') {
  const bare = text.replace(/[\s\u00a0\u202f]/g, '').replace(/%$/, '').replace(/^[−–]/, '-');
  if (bare === '' || bare === '-' || bare === '…' || bare === '...' || bare === 'x') return null;
  const { thousand, decimal } = marks(lang);
  const t = `\\${thousand}`;
  const d = `\\${decimal}`;
  if (new RegExp(`^-?(\\d+|\\d{1,3}(${t}\\d{3})+)(${d}\\d+)?$`).test(bare)) {
    return Number(bare.replaceAll(thousand, '').replace(decimal, '.'));
  }
  // The other language's decimal mark is unmistakable only when it cannot be a mark of thousands.
  if (new RegExp(`^-?\\d+${t}(\\d{1,2}|\\d{4,})$`).test(bare)) return Number(bare.replace(thousand, '.'));
  return undefined;
}

/** Writes a figure with at most `places` decimals. */
export function writeFigure(value, lang = 'vi', places = 2) {
  if (value === null || value === undefined || Number.isNaN(value)) return '…';
  return new Intl.NumberFormat(lang === 'en' ? 'en-GB' : 'vi-VN', { maximumFractionDigits: places }).format(value);
}

/** Adds figures without the dust of binary fractions; null when not one is there. */
export function addFigures(values) {
  const present = values.filter((value) => typeof value === 'number');
  if (present.length === 0) return null;
  return present.reduce((sum, value) => sum + Math.round(value * 1e6), 0) / 1e6;
}

/** Folds a name for search: no marks, no case, đ as d. */
export function fold(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
}
