// The style sheet and the scripts on their own page of samples, under the content policy of the program.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser } from '../harness/browser.mjs';
import { serve } from '../harness/static.mjs';
import { desk, openPage, phone, picture, print, visit } from '../harness/visit.mjs';

const web = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'crates', 'web');
let site;
let browser;
before(async () => {
  site = await serve(web);
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  site?.stop();
});
const address = () => `${site.url}/assets/preview.html`;

test('every component keeps the house rules at a desk', async () => {
  const opened = await openPage(browser);
  await visit(opened, address());
  await picture(opened.page, 'preview-desk', { full: true });
  await picture(opened.page, 'preview-desk-first');
  await print(opened.page, 'preview');
  await opened.context.close();
});

test('every component keeps the house rules on a phone', async () => {
  const opened = await openPage(browser, { viewport: phone });
  await visit(opened, address());
  await picture(opened.page, 'preview-phone', { full: true });
  await opened.page.getByRole('button', { name: 'Danh mục' }).click();
  await visit(opened);
  await picture(opened.page, 'preview-phone-menu');
  await opened.context.close();
});

test('the page works at 200 % zoom', async () => {
  const opened = await openPage(browser, { viewport: { width: desk.width / 2, height: desk.height / 2 } });
  await visit(opened, address());
  await picture(opened.page, 'preview-zoom');
  await opened.context.close();
});

test('charts are drawn from their tables, and without JavaScript the tables are there', async () => {
  const opened = await openPage(browser);
  await opened.page.goto(address());
  await opened.page.waitForSelector('.chart-canvas svg');
  assert.equal(await opened.page.locator('.chart-canvas svg').count(), 5);
  const drawn = await opened.page.locator('.chart-canvas svg').first().innerHTML();
  for (const value of ['26', '+5', '−11', '20']) assert.ok(drawn.includes(`>${value}<`), `the flow chart does not show ${value}`);
  const beside = await opened.page.locator('[data-from=b02] svg').innerHTML();
  for (const value of ['1.026', '+5', '+2', '−11', '−2', '1.018']) assert.ok(beside.includes(`>${value}<`), `the chart beside table B02 does not show ${value}`);
  assert.ok(await opened.page.locator('#b02').isVisible(), 'a table read in its own right stays');
  await opened.context.close();

  const plain = await openPage(browser, { javaScript: false });
  await plain.page.goto(address());
  assert.equal(await plain.page.locator('.chart table:visible').count(), 4);
  await plain.context.close();
});

test('a grid is moved through by keys, takes a block from a spreadsheet and adds up', async () => {
  const { page, context, complaints } = await openPage(browser);
  await page.goto(address());
  const cell = (name) => page.locator(`input[name=${name}]`);
  await cell('a1').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'b2');
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', '1.002\t2\r\n15\t1\r\n');
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  assert.equal(await cell('b3').inputValue(), '15');
  assert.match(await page.locator('[data-total-of=in]').textContent(), /^1\.055$/);
  assert.match(await page.locator('[data-total-of=th]').textContent(), /^4$/);
  assert.ok((await cell('c3').getAttribute('class')).includes('changed'));
  await cell('c3').focus();
  await page.keyboard.press('Escape');
  assert.equal(await cell('c3').inputValue(), '');
  assert.match(await page.locator('[data-total-of=th]').textContent(), /^32\/3/, 'a missing cell is named, not taken for zero');
  await cell('a3').fill('mười');
  await cell('a1').focus();
  assert.equal(await cell('a3').getAttribute('aria-invalid'), 'true');
  assert.deepEqual(complaints, []);
  await context.close();
});

test('a long list is narrowed by names typed without marks', async () => {
  const { page, context } = await openPage(browser);
  await page.goto(address());
  await page.locator('#d-body').scrollIntoViewIfNeeded();
  await page.locator('.field:has(#d-body) .narrow').fill('phuong mau');
  assert.equal(await page.locator('#d-body').inputValue(), '1');
  await context.close();
});

test('a dangerous button asks first, and the answer no changes nothing', async () => {
  const { page, context } = await openPage(browser);
  await page.goto(address());
  const button = page.getByRole('button', { name: 'Gửi biểu' });
  await button.click();
  const dialog = page.getByRole('dialog', { name: 'Gửi biểu tháng 10/2026?' });
  await dialog.waitFor();
  await picture(page, 'preview-dialog');
  await page.keyboard.press('Escape');
  assert.equal(await page.getByRole('dialog').count(), 0);
  assert.equal(page.url(), address());
  await button.click();
  const sent = page.waitForRequest((request) => request.method() === 'POST');
  await page.getByRole('dialog').getByRole('button', { name: 'Gửi biểu' }).click();
  await sent;
  await context.close();
});
