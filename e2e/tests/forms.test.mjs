// Forms go out to the communes of one district, three come back filled in, and go in by choice.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { openBrowser } from '../harness/browser.mjs';
import { signIn, startDemo } from '../harness/program.mjs';
import { follow, openPage, picture, visit } from '../harness/visit.mjs';
import { fill, unzip, zip } from '../harness/workbook.mjs';

let demo;
let browser;
before(async () => {
  demo = await startDemo();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const form = 'figures/M02/2024-H2';

test('three workbooks of a district come back, one of them with a fault', async () => {
  const opened = await openPage(browser);
  const { page } = opened;
  await signIn(opened, demo.url, demo.people.find(({ login }) => login === 'chuyen-vien') ?? demo.people[0]);
  // A district of the city, by its row in the totals.
  await visit(opened, `${demo.url}/${form}/totals`);
  const district = await page.locator('main table tbody th a').filter({ hasText: /huyện|quận/i }).first().getAttribute('href');
  const under = new URL(district, demo.url).searchParams.get('under');
  const archive = await page.request.get(`${demo.url}/${form}/workbooks?under=${under}`);
  assert.equal(archive.status(), 200);
  const books = [...unzip(Buffer.from(await archive.body()))];
  assert.ok(books.length > 3, `${books.length} workbooks`);

  const [first, second, third] = books.slice(0, 3);
  const back = new Map([
    [second[0], fill(second[1], { D7: 21, E7: 3 })],
    [third[0], fill(third[1], { D7: 'mười hai' })],
  ]);
  await visit(opened, `${demo.url}/${form}?under=${under}`);
  await follow(page, page.getByRole('link', { name: 'Nhận biểu' }));
  await visit(opened);
  await page.locator('#files').setInputFiles([
    { name: first[0], mimeType: 'application/octet-stream', buffer: fill(first[1], { D7: 14, E7: 0 }) },
    { name: 'gửi về.zip', mimeType: 'application/zip', buffer: zip(back) },
  ]);
  await follow(page, page.getByRole('button', { name: 'Tải lên và xem trước' }));
  assert.match(page.url(), /intakes/);
  await visit(opened);
  await picture(page, 'forms-in', { full: true });
  const text = await page.locator('main').innerText();
  assert.match(text, /không phải là số: mười hai/);
  assert.match(text, /D7/);
  assert.equal(await page.locator('main input[type=checkbox][name^="w:"]').count(), 2);
  await page.locator('main input[name^="copy:"]').first().fill('12-BC/ĐU');
  await follow(page, page.getByRole('button', { name: 'Ghi các tệp đã chọn' }));
  await visit(opened);
  await picture(page, 'forms-in-written', { full: true });
  assert.equal(await page.getByText('Đã ghi', { exact: true }).count() >= 2, true);

  await visit(opened, `${demo.url}/${form}/totals?under=${under}`);
  const whole = await page.locator('main table tbody tr.total td').first().innerText();
  assert.match(whole, /^\s*35\b/, `14 and 21 are 35: ${whole}`);
  await visit(opened, `${demo.url}/${form}?under=${under}`);
  assert.match(await page.locator('main').innerText(), /nhập thay, theo biểu ký số 12-BC\/ĐU/);
  await opened.context.close();
});

test('the office sets a bound of its own, by a paper, and the next round is offered with it', async () => {
  const opened = await openPage(browser);
  const { page } = opened;
  await signIn(opened, demo.url, demo.people.find(({ login }) => login === 'chuyen-vien') ?? demo.people[0]);
  await visit(opened, `${demo.url}/criteria`);
  await follow(page, page.getByRole('link', { name: 'A4', exact: true }));
  await visit(opened);
  assert.match(await page.locator('main').innerText(), /Chưa có; áp dụng bộ quy tắc của phần mềm/);
  await page.locator('#bound').fill('25 phần trăm');
  await page.locator('main form button.primary').click();
  await page.waitForLoadState('networkidle');
  await visit(opened, undefined, { status: 422 });
  assert.match(await page.locator('#bound-error').innerText(), /20%, 1\/3 hoặc 90/);
  assert.equal(await page.locator('#bound').inputValue(), '25 phần trăm');
  const typed = { bound: '22,5%', from: '01/10/2024', paper_number: '31-QĐ/TU', paper_on: '01/10/2024', paper_issuer: 'Ban Thường vụ Thành ủy Mẫu' };
  for (const [name, value] of Object.entries(typed)) await page.locator(`#${name}`).fill(value);
  await follow(page, page.locator('main form button.primary'));
  await visit(opened);
  await picture(page, 'criterion', { full: true });
  assert.match(await page.locator('main').innerText(), /31-QĐ\/TU/);
  await visit(opened, `${demo.url}/criteria`);
  assert.match(await page.locator('#A4').innerText(), /22,5%[\s\S]*31-QĐ\/TU/);
  await visit(opened, `${demo.url}/rounds/run`);
  assert.match(await page.locator('main tr', { has: page.locator('#on-A4') }).innerText(), /22,5%/);
});
