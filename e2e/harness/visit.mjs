// What every page must keep, looked at on every visit.
import axe from 'axe-core';
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
export const desk = { width: 1366, height: 768 };
export const phone = { width: 360, height: 740 };

/** A page that remembers everything the console and the content policy complain about. */
export async function openPage(browser, { viewport = desk, javaScript = true, insecure = false } = {}) {
  const context = await browser.newContext({ viewport, javaScriptEnabled: javaScript, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', bypassCSP: false, ignoreHTTPSErrors: insecure });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  const abandoned = new Set();
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // What a page was still loading when it was left (its icon, on a slow machine) is no fault, if it can be had.
    if (reason === 'net::ERR_ABORTED' && new URL(request.url()).pathname.startsWith('/static/')) abandoned.add(request.url());
    else complaints.push(`not loaded: ${request.url()} ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()}: ${response.url()}`);
  });
  return { page, context, complaints, abandoned };
}

/** Presses what leads to another page, and waits until that page is there. */
export async function follow(page, link) {
  // A press comes back before the page it asks for: looking at once would look at the page that is left.
  await Promise.all([page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame()), link.click()]);
  await page.waitForLoadState('networkidle');
}

/** Goes to a page (or stays, without `url`) and checks the house rules on it. */
export async function visit({ page, complaints, abandoned }, url, { status = 200 } = {}) {
  if (url) {
    const response = await page.goto(url, { waitUntil: 'load' });
    assert.equal(response.status(), status, `${url} answered ${response.status()}`);
  }
  await page.waitForLoadState('networkidle');
  const here = page.url();
  await checkHead(page, here);
  await checkAxe(page, here);
  await checkWidth(page, here);
  for (const address of abandoned) {
    const again = await page.request.get(address);
    if (!again.ok()) complaints.push(`${again.status()}: ${address}`);
  }
  abandoned.clear();
  // A browser reports the answer itself as an error when a page of refusal was asked for.
  const heard = complaints.splice(0).filter((line) => status < 400 || !/status of 4\d\d/.test(line));
  assert.deepEqual(heard, [], `complaints on ${here}`);
}

async function checkHead(page, here) {
  const heads = await page.locator('h1').allTextContents();
  assert.equal(heads.length, 1, `${here} has ${heads.length} h1: ${heads}`);
  const title = await page.title();
  assert.ok(title.startsWith(heads[0].trim()), `the title "${title}" of ${here} does not begin with its h1 "${heads[0].trim()}"`);
  assert.match(await page.locator('html').getAttribute('lang'), /^(vi|en)/, `${here} does not name its language`);
}

async function checkAxe(page, here) {
  // evaluate() reaches the page past its content policy; a script element would not, and should not.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  const said = violations.map(({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.slice(0, 4).map((node) => `${node.target.join(' ')} — ${node.any.concat(node.all)[0]?.message ?? ''}`).join('\n    ')}`);
  assert.deepEqual(said, [], `axe on ${here}:\n  ${said.join('\n  ')}`);
}

/** Charts hear of a new width in the next frame, and draw in the one after. */
async function resize(page, size) {
  await page.setViewportSize(size);
  await page.evaluate(() => new Promise((drawn) => { requestAnimationFrame(() => requestAnimationFrame(drawn)); }));
}

async function checkWidth(page, here) {
  const before = page.viewportSize();
  await resize(page, phone);
  const { over, culprits } = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const inScroll = (el) => el.parentElement && (['auto', 'scroll', 'hidden'].includes(getComputedStyle(el.parentElement).overflowX) || inScroll(el.parentElement));
    const culprits = [...document.body.querySelectorAll('*')].filter((el) => el.getBoundingClientRect().right > width + 1 && !inScroll(el)).slice(0, 5).map((el) => `${el.tagName.toLowerCase()}.${el.className} (${Math.round(el.getBoundingClientRect().right)} px)`);
    return { over: document.documentElement.scrollWidth - width, culprits };
  });
  await resize(page, before);
  assert.ok(over <= 0, `${here} is ${over} px too wide at 360 px: ${culprits.join(', ')}`);
}

/** A picture for the documentation, under docs/screenshots/. */
export async function picture(page, name, { full = false } = {}) {
  const folder = path.join(root, process.env.SHOTS ?? 'e2e/out');
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: full, animations: 'disabled' });
}

/** The page as it is printed on A4. */
export async function print(page, name) {
  const folder = path.join(root, 'e2e/out');
  await mkdir(folder, { recursive: true });
  await page.pdf({ path: path.join(folder, `${name}.pdf`), preferCSSPageSize: true, printBackground: false });
}
