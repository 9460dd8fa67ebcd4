// The audit of figures: paste, upload, marks in place, download; a planted fault in a draft is shown at its place.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { openBrowser } from '../harness/browser.mjs';
import { signIn, startDemo } from '../harness/program.mjs';
import { follow, openPage, phone, picture, visit } from '../harness/visit.mjs';

const text = `BÁO CÁO
Kết quả 6 tháng đầu năm 2024

Toàn Đảng bộ Thành phố Mẫu đã kết nạp được 5.189/10.260 đảng viên (đạt 50,8%). Đã giải quyết 45/60 đơn (đạt 75%).
Đã thi hành kỷ luật 63 đảng viên (khiển trách 15, cảnh cáo 20, cách chức 10, khai trừ 28).
Mục tiêu năm 2025 kết nạp 120 đảng viên. Tỷ lệ hài lòng của người dân đạt 91,5%.`;

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

/** Signs in an expert of the sample, who writes reports. */
async function signedIn(options) {
  const opened = await openPage(browser, options);
  await signIn(opened, demo.url, demo.people.find(({ login }) => login === 'chuyen-vien'));
  return opened;
}

test('a pasted text comes back with its figures marked, each mark and each finding leading to the other', async () => {
  const opened = await signedIn();
  const { page } = opened;
  await follow(page, page.getByRole('navigation').getByRole('link', { name: 'Kiểm tra số liệu' }));
  await visit(opened);
  await picture(page, 'figures-audit-empty');
  assert.ok(await page.getByText('Không dán tài liệu có độ mật').first().isVisible());
  await page.getByLabel('Văn bản', { exact: true }).fill(text);
  await follow(page, page.getByRole('button', { name: 'Kiểm tra', exact: true }));
  await visit(opened);
  await picture(page, 'figures-audit', { full: true });
  assert.equal(await page.locator('mark.look').count(), 2);
  assert.ok(await page.getByText('Đề nghị kiểm tra lại: tính lại được 50,58%').isVisible());
  assert.ok(await page.getByText('Các số thành phần chưa khớp tổng (lệch -10)').isVisible());
  await page.locator('mark.look a').first().click();
  const said = page.locator('.claims li:target');
  assert.match(await said.textContent(), /50,58%/);
  await said.getByRole('link').click();
  assert.match(await page.locator('mark:target').textContent(), /5\.189\/10\.260/);
  // The document may be asked for again and again, and the page stays.
  for (let n = 0; n < 2; n += 1) {
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Tải DOCX có ghi chú' }).click();
    const file = await readFile(await (await waiting).path());
    assert.equal(file.subarray(0, 2).toString(), 'PK');
  }
  await opened.context.close();
});

test('it is there in English, on a phone', async () => {
  const opened = await signedIn({ viewport: phone });
  const { page } = opened;
  await visit(opened, `${demo.url}/lang/en?to=%2Ffigures-audit`);
  await page.getByLabel('Text', { exact: true }).fill(text);
  await follow(page, page.getByRole('button', { name: 'Check', exact: true }));
  await visit(opened);
  await picture(page, 'figures-audit-phone-en', { full: true });
  assert.ok(await page.getByText('Please check again: recomputed as 50.58%').isVisible());
  await opened.context.close();
});

test('it works without JavaScript', async () => {
  const opened = await signedIn({ javaScript: false });
  const { page } = opened;
  await page.goto(`${demo.url}/figures-audit`);
  await page.getByLabel('Văn bản', { exact: true }).fill(text);
  await follow(page, page.getByRole('button', { name: 'Kiểm tra', exact: true }));
  assert.ok(await page.getByText('Đề nghị kiểm tra lại: tính lại được 50,58%').isVisible());
  await page.locator('mark.look a').first().click();
  assert.match(await page.locator('.claims li:target').textContent(), /50,58%/);
  await opened.context.close();
});

test('a PDF is read in a process of its own, and a broken one takes nothing down', async () => {
  const opened = await signedIn();
  const { page, context } = opened;
  const sheet = await context.newPage();
  await sheet.setContent(`<meta charset="utf-8"><body style="font: 14pt serif">${text.split('\n').map((line) => `<p>${line}</p>`).join('')}`);
  const pdf = await sheet.pdf();
  await sheet.close();
  await page.goto(`${demo.url}/figures-audit`);
  await page.getByLabel('Hoặc chọn tệp').setInputFiles({ name: 'bao-cao.pdf', mimeType: 'application/pdf', buffer: pdf });
  await follow(page, page.getByRole('button', { name: 'Kiểm tra', exact: true }));
  await visit(opened);
  await picture(page, 'figures-audit-pdf', { full: true });
  assert.ok(await page.getByText('Đề nghị kiểm tra lại: tính lại được 50,58%').isVisible());

  const broken = Buffer.concat([pdf.subarray(0, pdf.length >> 1), Buffer.from('endobj')]);
  await page.getByLabel('Hoặc chọn tệp').setInputFiles({ name: 'hong.pdf', mimeType: 'application/pdf', buffer: broken });
  await follow(page, page.getByRole('button', { name: 'Kiểm tra', exact: true }));
  assert.ok(await page.locator('#problems').isVisible());
  assert.equal((await page.goto(`${demo.url}/figures-audit`)).status(), 200);
  await opened.context.close();
});

test('a drafted half-year report passes, and a planted fault is shown at its place', async () => {
  const opened = await signedIn();
  const { page } = opened;
  await page.goto(`${demo.url}/reports/new?kind=periodic`);
  await follow(page, page.locator('main form button.primary'));
  await page.waitForURL(/\/reports\/\d+$/);
  assert.ok(await page.getByText('các số trong dự thảo khớp nhau').isVisible());
  await page.locator('textarea').first().fill('Đã tổ chức 45/60 cuộc kiểm tra (đạt 70,5%).');
  await follow(page, page.getByRole('button', { name: 'Ghi', exact: true }));
  await visit(opened);
  const mark = page.locator('article mark.look');
  assert.match(await mark.first().textContent(), /45\/60 cuộc kiểm tra \(đạt 70,5%\)/);
  await mark.first().scrollIntoViewIfNeeded();
  await picture(page, 'report-planted-fault');
  await page.locator('.notice ol a').first().click();
  assert.match(await page.locator('mark:target').textContent(), /70,5%/);
  await opened.context.close();
});
