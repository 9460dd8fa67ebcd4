// Options of the charts: plain, with patterns so that they survive a black-and-white printer.
import { writeFigure } from './numbers.js';

const inks = ['#0d6e5a', '#c98a1b', '#2f6299', '#8a4b6b', '#5f6b6d', '#7d2d12'];
const ink = '#17211e';
const soft = '#46534e';
const font = "'Be Vietnam Pro', 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif";

const pattern = (rotation, dashArrayX, dashArrayY, symbol = 'rect') => ({ symbol, color: 'rgba(255,255,255,0.55)', dashArrayX, dashArrayY, rotation, symbolSize: symbol === 'circle' ? 0.7 : 1 });
const decals = [
  { symbol: 'none' },
  pattern(-Math.PI / 4, [1, 0], [2, 5]),
  pattern(0, [[8, 8], [0, 8, 8, 0]], [6, 0], 'circle'),
  pattern(Math.PI / 4, [1, 0], [2, 5]),
  pattern(0, [1, 0], [3, 4]),
  pattern(Math.PI / 2, [1, 0], [3, 4]),
];

function common(lang) {
  return {
    animation: false,
    color: inks,
    textStyle: { fontFamily: font, fontSize: 13, color: ink },
    aria: { enabled: true, label: { enabled: false }, decal: { show: true, decals } },
    // HTML tips would need inline styles, which the page's policy forbids.
    tooltip: { trigger: 'axis', renderMode: 'richText', axisPointer: { type: 'shadow' }, valueFormatter: (value) => writeFigure(value, lang), textStyle: { fontFamily: font, fontSize: 13, color: ink } },
    grid: { left: 8, right: 20, top: 12, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  };
}

const valueAxis = (lang) => ({ type: 'value', minInterval: 1, axisLabel: { color: soft, formatter: (value) => writeFigure(value, lang) }, splitLine: { lineStyle: { color: '#d3dbd8' } } });
const wrapped = (width) => ({ color: ink, interval: 0, width: Math.floor(width), fontSize: width < 60 ? 11 : 13, overflow: 'break', lineHeight: 16 });
// What a column may take of the canvas, less the figures at its left.
const share = (width, labels) => Math.min(130, (width - 60) / labels.length - 6);

/** Whether a part of a stacked bar has room for its figure; those that have none stand in the table below. */
function roomIn({ labels, series }, lang, along) {
  const most = Math.max(...labels.map((_, at) => series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0)), 1);
  return (value) => (value / most) * along.length >= (along.lies ? writeFigure(value, lang).length * 8 + 10 : 18);
}

/** Bars, stacked bars or lines over the labels. */
export function seriesOption(kind, { labels, series }, lang, width) {
  const line = kind === 'line';
  const long = !line && labels.some((label) => label.length > 14) && labels.length > 3;
  const along = long ? { lies: true, length: width - Math.min(190, width * 0.42) - 40 } : { lies: false, length: 200 };
  const fits = kind === 'stacked' ? roomIn({ labels, series }, lang, along) : () => true;
  const names = { type: 'category', data: labels, inverse: long, axisTick: { show: false }, axisLine: { lineStyle: { color: soft } }, axisLabel: line ? { color: ink } : wrapped(long ? Math.min(190, width * 0.42) : share(width, labels)) };
  const several = series.length > 1;
  return {
    ...common(lang),
    grid: { ...common(lang).grid, top: several ? 40 : 12, ...(long ? { right: 44 } : {}) },
    legend: several ? { top: 0, left: 0, icon: line ? undefined : 'rect', itemWidth: 22, textStyle: { color: ink, fontFamily: font } } : undefined,
    xAxis: long ? valueAxis(lang) : names,
    yAxis: long ? names : valueAxis(lang),
    series: series.map(({ name, values }, i) => ({
      name,
      data: values,
      type: line ? 'line' : 'bar',
      stack: kind === 'stacked' ? 'all' : undefined,
      barMaxWidth: 46,
      symbol: ['circle', 'rect', 'triangle', 'diamond'][i % 4],
      symbolSize: 8,
      lineStyle: { width: 2.5, type: ['solid', 'dashed', 'dotted'][i % 3] },
      connectNulls: false,
      label: { show: !line || labels.length <= 8, position: kind === 'stacked' ? 'inside' : long ? 'right' : line && i % 2 === 1 ? 'bottom' : 'top', formatter: ({ value }) => (value && fits(value) ? writeFigure(value, lang) : ''), color: ink, ...(kind === 'stacked' ? { backgroundColor: '#ffffff', padding: [0, 4], lineHeight: 16, borderRadius: 2 } : {}) },
      labelLayout: line ? { moveOverlap: 'shiftY' } : { hideOverlap: true },
    })),
  };
}

/** Stock and flow: opening, what came, what went, closing; a ladder whose steps add up. Steps of nothing are left out. */
export function flowOption(facts, lang, width) {
  const moved = (i) => facts.series[0].values[i] !== 0 || !['in', 'out'].includes(facts.steps[i]);
  const labels = facts.labels.filter((_, i) => moved(i));
  const steps = facts.steps.filter((_, i) => moved(i));
  const values = facts.series[0].values.filter((_, i) => moved(i));
  let level = 0;
  const base = [];
  const bars = values.map((value, i) => {
    const step = steps[i] ?? (i === 0 ? 'opening' : i === values.length - 1 ? 'closing' : 'in');
    if (value === null) {
      base.push(0);
      return { value: null };
    }
    const stock = step === 'opening' || step === 'closing';
    const low = stock ? 0 : step === 'out' ? level - value : level;
    level = stock ? value : step === 'out' ? level - value : level + value;
    base.push(low);
    const colour = stock ? 0 : step === 'out' ? 2 : 1;
    const sign = stock || value === 0 ? '' : step === 'out' ? '−' : '+';
    return { value, sign, itemStyle: { color: inks[colour], decal: decals[colour] } };
  });
  return {
    ...common(lang),
    aria: { enabled: true, label: { enabled: false } },
    tooltip: { show: false },
    grid: { ...common(lang).grid, top: 26 },
    xAxis: { type: 'category', data: labels, axisTick: { show: false }, axisLine: { lineStyle: { color: soft } }, axisLabel: wrapped(share(width, labels)) },
    yAxis: valueAxis(lang),
    series: [
      { type: 'bar', stack: 'flow', data: base, itemStyle: { color: 'transparent' }, silent: true, barMaxWidth: 60 },
      { type: 'bar', stack: 'flow', data: bars, barMaxWidth: 60, label: { show: true, position: 'top', color: ink, fontWeight: 600, formatter: ({ data }) => (data.value === null ? '…' : `${data.sign}${writeFigure(data.value, lang)}`) } },
    ],
  };
}
