// The morning of an officer: from an empty store and three workbooks to an issued half-year report, as three people.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { openBrowser } from '../harness/browser.mjs';
import { sampleWorkbooks, signIn, startEmpty } from '../harness/program.mjs';
import { codeOf } from '../harness/second-factor.mjs';
import { follow, openPage, picture, visit } from '../harness/visit.mjs';

const root = 'Đảng bộ huyện Mẫu 29';
const secrets = { 'quan-tri': 'cây đa giếng nước sân đình', 'chuyen-vien': 'mưa xuân lất phất ngoài hiên', 'lanh-dao': 'đò ngang sang bến chiều hôm' };

let server;
let books;
let browser;
before(async () => {
  server = await startEmpty('2024-10-15');
  books = await sampleWorkbooks(path.join(server.folder, 'books'));
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Types into the fields of the page's form, by name. */
async function type(page, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`main form [name="${name}"]`).first();
    if (await field.evaluate((element) => element.tagName === 'SELECT')) await field.selectOption(value);
    else await field.fill(value);
  }
}

/** Presses a button that sends a form, and waits for the page that answers. */
async function send(page, name) {
  await follow(page, page.getByRole('button', { name, exact: true }).first());
}

/** What stands against the form just sent; nothing, if it went through. */
async function wentThrough(page) {
  const said = await page.locator('#problems, .notice.problem').allInnerTexts();
  assert.deepEqual(said, [], page.url());
}

async function setUpSecondFactor(opened) {
  await visit(opened);
  const key = await opened.page.locator('main code').textContent();
  await type(opened.page, { code: codeOf(key) });
  await send(opened.page, 'Xác nhận');
  await wentThrough(opened.page);
}

async function invite(opened, login, post, role) {
  const { page } = opened;
  await visit(opened, `${server.url}/accounts/invite`);
  await type(page, { login, shown_name: post, post });
  await send(page, 'Mời và lấy mã');
  await visit(opened);
  const code = await page.locator('#one-time-code').textContent();
  await follow(page, page.getByRole('link', { name: 'Thêm vai trò' }));
  await page.locator('#search').fill('mau 29');
  await send(page, 'Tìm');
  await visit(opened);
  await type(page, { role, unit: { label: root }, from_on: '01/01/2024' });
  await send(page, 'Phân quyền');
  await wentThrough(page);
  return code;
}

async function firstSignIn(login, code) {
  const opened = await openPage(browser);
  const { page } = opened;
  await visit(opened, `${server.url}/code`);
  await type(page, { code, password: secrets[login], password_again: secrets[login] });
  await send(page, 'Đặt mật khẩu');
  await visit(opened);
  await signIn(opened, server.url, { login, password: secrets[login] });
  if (page.url().includes('second-factor')) await setUpSecondFactor(opened);
  return opened;
}

const codes = {};

test('the administrator declares the installation and invites two people', async () => {
  const opened = await openPage(browser);
  const { page } = opened;
  await visit(opened, `${server.url}/`);
  await picture(page, 'first-run');
  await type(page, {
    code: server.code,
    kind: 'connected',
    number: '15-QĐ/HU',
    decided_on: '01/09/2024',
    body: 'Ban Thường vụ Huyện ủy Mẫu 29',
    root,
    root_kind: 'upper',
    root_on: '01/01/2010',
    login: 'quan-tri',
    shown_name: 'Người quản trị',
    post: 'Văn phòng Huyện ủy',
    password: secrets['quan-tri'],
    password_again: secrets['quan-tri'],
  });
  await send(page, 'Khai báo và bắt đầu');
  await wentThrough(page);
  await page.waitForTimeout(500);
  await signIn(opened, server.url, { login: 'quan-tri', password: secrets['quan-tri'] });
  await setUpSecondFactor(opened);
  await visit(opened, `${server.url}/`);
  assert.match(await page.locator('main').innerText(), /chưa sao lưu lần nào/);
  codes['chuyen-vien'] = await invite(opened, 'chuyen-vien', 'Chuyên viên Ban Tổ chức', 'standing-expert');
  codes['lanh-dao'] = await invite(opened, 'lanh-dao', 'Trưởng Ban Tổ chức', 'leader');
  await opened.context.close();
});

let expert;

async function upload(kind, book, more = {}) {
  const { page } = expert;
  await visit(expert, `${server.url}/imports`);
  await type(page, { kind, ...more });
  await page.locator('#file').setInputFiles(book);
  await send(page, 'Tải lên và xem trước');
  await wentThrough(page);
  await visit(expert);
}

/** Confirms a preview; how many were written, as the page says. */
async function write() {
  const { page } = expert;
  const seen = page.locator('#seen');
  if (await seen.count()) await seen.check();
  await send(page, 'Ghi tất cả');
  await wentThrough(page);
  await visit(expert);
  const said = await page.locator('.notice.done').first().innerText();
  return Number(/: ([\d.]+) /.exec(said)[1].replaceAll('.', ''));
}

test('the officer brings in the list of organisations', async () => {
  expert = await firstSignIn('chuyen-vien', codes['chuyen-vien']);
  const { page } = expert;
  await upload('units', books[0]);
  await picture(page, 'import-units');
  assert.ok((await write()) > 700, 'a district with its branches');
  await visit(expert, `${server.url}/units?text=mau+29-01`);
  assert.match(await page.locator('main').innerText(), /Mẫu 29-01/);
});

// What the columns of the half-yearly sheets mean; the heads of offices are not ours, so they are pointed at once.
const half = ['members.admitted', 'members.admitted.private_enterprise', 'petitions.due', 'petitions.overdue', 'matters.complex_open', 'inspection.recommendations', 'inspection.recommendations_overdue', 'post.secretary_vacant_days'];

test('the officer brings in the figures of two half-years, with every gap named', async () => {
  const { page } = expert;
  await upload('figures', books[1], { period: '2023-H2' });
  for (const [sheet, period] of [['0', '2023-H2'], ['1', '2024-H1']]) {
    await type(page, { sheet, period });
    // The second sheet has the same head: what was pointed at once is known.
    if (sheet === '0') await type(page, Object.fromEntries(half.map((code, at) => [`m:${at + 2}`, code])));
    await send(page, 'Xem lại theo lựa chọn này');
    await wentThrough(page);
    await visit(expert);
    const meanings = await page.locator('select[name^="m:"]').evaluateAll((all) => all.map((one) => one.value));
    assert.deepEqual(meanings.slice(2), half, `the columns of sheet ${sheet}`);
    assert.match(await page.locator('main').innerText(), /dòng bị ẩn trong tệp/, 'hidden rows are named');
    await picture(page, `import-figures-${sheet}`);
    assert.ok((await write()) > 200, `figures of ${period}`);
  }
  await visit(expert, `${server.url}/figures`);
});

test('what communes told by telephone is entered in the grid', async () => {
  const { page } = expert;
  const address = `${server.url}/figures/M02/2024-H1/enter`;
  await visit(expert, address);
  const [due, overdue] = ['petitions.due', 'petitions.overdue'].map((code) => page.locator(`input[data-col="${code}"]`));
  await due.first().fill('năm mươi');
  await send(page, 'Ghi số liệu');
  await visit(expert, undefined, { status: 422 });
  assert.equal(await due.first().inputValue(), 'năm mươi', 'what was typed is kept');
  for (let row = 0; row < 5; row += 1) {
    await due.nth(row).fill('50');
    await overdue.nth(row).fill('30');
  }
  await send(page, 'Ghi số liệu');
  await visit(expert);
  assert.match(await page.locator('main').innerText(), /Đã ghi \d+ số liệu/);
});

test('the officer brings in the register of past years', async () => {
  await upload('listings', books[2]);
  assert.equal(await write(), 11);
  await visit(expert, `${server.url}/listings`);
  await picture(expert.page, 'listings');
});

let listing;

test('a round names units with reasons; one is proposed and a decision puts it on the list', async () => {
  const { page } = expert;
  await visit(expert, `${server.url}/rounds/run`);
  await type(page, { on: '15/10/2024' });
  await send(page, 'Rà soát và lưu kết quả');
  await wentThrough(page);
  await visit(expert);
  await picture(page, 'round');
  const found = await page.locator('main a[href*="/rounds/"][href*="/units/"]').evaluateAll((all) => [...new Set(all.map((a) => a.href))]);
  assert.ok(found.length > 0, 'a district has units with a sign');
  for (const unit of found) {
    await visit(expert, unit);
    const propose = page.getByRole('link', { name: 'Đề xuất đưa vào diện' });
    if ((await propose.count()) === 0) continue;
    await follow(page, propose.first());
    await visit(expert);
    assert.match(await page.locator('#reasons').inputValue(), /\S{3}/, 'the reasons are the sentences found');
    await type(page, { on: '10/10/2024', by: 'Ban Tổ chức Huyện ủy Mẫu 29' });
    await send(page, 'Ghi đề xuất');
    if (/\/listings\/\d+$/.test(page.url())) break;
    // It is on the list already: the page says so, and what was typed is still there.
    await visit(expert, undefined, { status: 422 });
    assert.match(await page.locator('#problems').innerText(), /đang có hồ sơ theo dõi, củng cố/);
    assert.equal(await page.locator('#by').inputValue(), 'Ban Tổ chức Huyện ủy Mẫu 29');
  }
  listing = page.url();
  assert.match(listing, /\/listings\/\d+$/);
  await visit(expert);
  await follow(page, page.getByRole('link', { name: 'Đưa vào diện', exact: true }));
  await visit(expert);
  const decision = {
    on: '15/10/2024',
    tier: 'lower',
    status: 'attention',
    group: '3',
    due_on: '15/10/2025',
    body: 'Ban Thường vụ Huyện ủy Mẫu 29',
    form: 'meeting',
    decided_on: '14/10/2024',
    n_summoned: '13',
    n_present: '12',
    n_agreed: '6',
    paper_number: '77-QĐ/HU',
    paper_on: '15/10/2024',
    paper_issuer: 'Huyện ủy Mẫu 29',
    paper_signer: 'T/M Ban Thường vụ, Phó Bí thư',
    secrecy: 'open',
  };
  await type(page, decision);
  await send(page, 'Ghi nhận quyết định');
  await visit(expert, undefined, { status: 422 });
  assert.match(await page.locator('#problems').innerText(), /chưa quá nửa/, 'six of thirteen is no decision');
  assert.equal(await page.locator('#paper_number').inputValue(), '77-QĐ/HU', 'what was typed is kept');
  await type(page, { n_agreed: '12' });
  await send(page, 'Ghi nhận quyết định');
  assert.equal(page.url(), listing);
  await visit(expert);
  assert.match(await page.locator('main').innerText(), /77-QĐ\/HU/);
  // The signed copy goes to the paper, which stands on the page of its unit.
  await follow(page, page.locator('main dl.facts a[href^="/units/"]').first());
  await visit(expert);
  await picture(page, 'unit');
  await follow(page, page.getByRole('link', { name: '77-QĐ/HU' }));
  await visit(expert);
  await page.locator('#file').setInputFiles({ name: '77-qd-hu.pdf', mimeType: 'application/pdf', buffer: Buffer.from('bản ký') });
  await send(page, 'Đính kèm');
  await wentThrough(page);
  await visit(expert);
  assert.match(await page.locator('main').innerText(), /77-qd-hu\.pdf/);
});

test('B02 balances and every number opens its units', async () => {
  const { page } = expert;
  await visit(expert, `${server.url}/listings/flow?from=01/01/2021&to=15/10/2024`);
  const rows = await page.locator('#b02 tbody tr').evaluateAll((all) => all.map((row) => [...row.querySelectorAll('td.num')].map((cell) => Number(cell.textContent.replaceAll('.', '').replace('−', '-')))));
  const total = rows.at(-1);
  for (const [opening, listed, , tierIn, groupIn, movedIn, removed, tierOut, groupOut, movedOut, closing] of rows) {
    assert.equal(opening + listed + tierIn + groupIn + movedIn - removed - tierOut - groupOut - movedOut, closing);
  }
  assert.equal(total[1], 12, 'eleven of the register and one of this morning');
  await follow(page, page.locator('#b02 tbody tr').last().locator('td.num a').nth(1));
  await visit(expert);
  assert.equal(await page.locator('main tbody tr').count(), 12);
  await visit(expert, `${server.url}/listings/pictures`);
  assert.equal(await page.locator('figure.chart svg').count(), 4);
  await visit(expert, `${server.url}/`);
});

async function downloaded({ page, complaints }, address) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator(`main a[href="${address}"]`).first().click()]);
  const bytes = await readFile(await download.path());
  // To the browser a page that became a file was not loaded.
  complaints.splice(0, Infinity, ...complaints.filter((line) => !line.includes(`${address} net::ERR_ABORTED`)));
  return bytes;
}

test('the half-year report is drafted, written, downloaded and issued', async () => {
  const { page } = expert;
  await visit(expert, `${server.url}/reports/new`);
  await type(page, { from: '01/01/2024', to: '30/06/2024', place: 'Mẫu 29' });
  await send(page, 'Lập dự thảo');
  await wentThrough(page);
  await visit(expert);
  await picture(page, 'report-draft');
  const report = new URL(page.url()).pathname;
  const slot = page.locator('main textarea').first();
  await slot.fill('Các cấp ủy đã quán triệt và tổ chức thực hiện nghiêm túc.');
  await send(page, 'Ghi');
  await wentThrough(page);
  assert.match(await page.locator('main textarea').first().inputValue(), /quán triệt/);
  for (const kind of ['docx', 'xlsx']) {
    const bytes = await downloaded(expert, `${report}/${kind}`);
    assert.ok(bytes.length > 4000 && bytes.subarray(0, 2).toString() === 'PK', `${kind}: ${bytes.length} bytes`);
  }
  await visit(expert, `${server.url}${report}/issue`);
  await type(page, { paper_number: '105-BC/HU', paper_on: '15/10/2024', paper_issuer: 'Huyện ủy Mẫu 29', paper_signer: 'T/M Ban Thường vụ, Bí thư' });
  await send(page, 'Ban hành');
  await wentThrough(page);
  await visit(expert);
  assert.match(await page.locator('main').innerText(), /105-BC\/HU/);
  const [once, again] = [await downloaded(expert, `${report}/docx`), await downloaded(expert, `${report}/docx`)];
  assert.ok(once.equals(again), 'what was issued is the same each time');
  await picture(page, 'report-issued');
});

test('the head reads what was decided and reported, and changes nothing', async () => {
  const opened = await firstSignIn('lanh-dao', codes['lanh-dao']);
  const { page } = opened;
  await visit(opened, `${server.url}/`);
  await visit(opened, listing);
  assert.equal(await page.locator('a[href*="/decide/"]').count(), 0);
  await visit(opened, `${server.url}/reports`);
  assert.match(await page.locator('main').innerText(), /105-BC\/HU/);
  await opened.context.close();
  await expert.context.close();
});
