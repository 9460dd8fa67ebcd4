import test from 'node:test';
import assert from 'node:assert/strict';
import { addFigures, fold, readFigure, writeFigure } from './numbers.js';

test('Vietnamese figures are read as offices type them', () => {
  const cases = { '1.234': 1234, '1.234,5': 1234.5, '1 234': 1234, '80,5%': 80.5, '−12': -12, '0': 0, '03': 3, '1234.5': 1234.5, '12.345.678': 12345678 };
  for (const [text, value] of Object.entries(cases)) assert.equal(readFigure(text), value, text);
});

test('English figures use the other marks', () => {
  assert.equal(readFigure('1,234.5', 'en'), 1234.5);
  assert.equal(readFigure('1,234', 'en'), 1234);
});

test('nothing there is missing, not zero', () => {
  for (const text of ['', ' ', '-', '…', 'x']) assert.equal(readFigure(text), null, text);
});

test('what is not a figure is refused', () => {
  for (const text of ['12/15', 'Quý II', '1.23.4', '1,2,3', '45 (12 nữ)']) assert.equal(readFigure(text), undefined, text);
});

test('figures read back what was written', () => {
  for (const value of [0, 7, 999, 1000, 1234567, 0.5, 1234.25]) {
    for (const lang of ['vi', 'en']) assert.equal(readFigure(writeFigure(value, lang), lang), value, `${value} ${lang}`);
  }
});

test('a sum of nothing is missing and decimals stay clean', () => {
  assert.equal(addFigures([null, undefined]), null);
  assert.equal(addFigures([0.1, 0.2, null]), 0.3);
});

test('names are found without marks', () => {
  assert.equal(fold('Đảng ủy phường Kim Liên'), 'dang uy phuong kim lien');
});
