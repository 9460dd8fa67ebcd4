// One listing from its proposal to the watch after its removal, by five people, one of them of a supporting body; every
// form is really filled in, and every page on the way keeps the house rules.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { openBrowser } from '../harness/browser.mjs';
import { signIn, startDemo } from '../harness/program.mjs';
import { follow, openPage, picture, visit } from '../harness/visit.mjs';

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

const person = (login) => {
  const found = demo.people.find((one) => one.login.startsWith(login));
  assert.ok(found, `the sample has nobody whose login begins with ${login}`);
  return found;
};

async function enter(login) {
  const opened = await openPage(browser);
  await signIn(opened, demo.url, person(login));
  return opened;
}

/** Fills fields by id or name: text, select, checkbox. */
async function fill(page, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`main [name="${name}"]`).first();
    const tag = await field.evaluate((el) => el.tagName);
    if (tag === 'SELECT') await field.selectOption(value);
    else await field.fill(value);
  }
}

/** Sends the form of a page and waits for where it leads. */
async function send(page, name) {
  const from = page.url();
  await page.getByRole('button', { name, exact: true }).click();
  await page.waitForURL((to) => to.href !== from);
  assert.equal(await page.locator('#problems').count(), 0, `${from}: ${await page.locator('main').innerText()}`);
}

const paper = (number, on) => ({ paper_number: number, paper_on: on, paper_issuer: 'Quận ủy Mẫu', paper_signer: 'T/M Ban Thường vụ, Phó Bí thư' });
const decision = (number, on) => ({ body: 'Ban Thường vụ cấp ủy', decided_on: on, n_summoned: '15', n_present: '14', n_agreed: '14', ...paper(number, on) });

/** The first commune of the expert's district that is not listed. */
async function unlisted({ page }) {
  await page.goto(`${demo.url}/listings/propose?search=phuong+mau`);
  const all = await page.locator('main a[href^="/listings/propose?unit="]').evaluateAll((found) => found.map((a) => [a.href, a.textContent]));
  await page.goto(`${demo.url}/listings`);
  const listed = await page.locator('main table').allInnerTexts();
  const free = all.find(([, name]) => /phường/.test(name) && !listed.some((text) => text.includes(name)));
  assert.ok(free, 'every commune of the district is listed');
  return free;
}

let listing;
let plan;
let evaluation;

test('the district proposes, the clerk records the decision', async () => {
  const district = await enter('chuyen-vien-');
  const [address] = await unlisted(district);
  await visit(district, address);
  await fill(district.page, { on: '02/09/2024', by: 'Ban Tổ chức Quận ủy', reasons: 'Khuyết bí thư kéo dài; chi bộ chưa sinh hoạt đủ kỳ' });
  await send(district.page, 'Ghi đề xuất');
  listing = district.page.url();
  await visit(district);
  await district.context.close();

  const clerk = await enter('van-thu');
  await visit(clerk, `${listing}/decide/open`);
  await fill(clerk.page, { on: '09/09/2024', tier: 'lower', status: 'weak', group: '1', due_on: '30/06/2025', ...decision('77-QĐ/QU', '09/09/2024') });
  await send(clerk.page, 'Ghi nhận quyết định');
  await visit(clerk);
  await clerk.context.close();
});

test('the plan is written without JavaScript, submitted, concluded, issued', async () => {
  const plain = await openPage(browser, { javaScript: false });
  await signIn(plain, demo.url, person('chuyen-vien-'));
  const { page } = plain;
  await page.goto(listing);
  await follow(page, page.getByRole('link', { name: 'Soạn đề án, kế hoạch' }));
  await send(page, 'Bắt đầu soạn');
  plan = page.url().replace(/\/write$/, '');
  assert.match(await page.locator('[name="text-limits"]').inputValue(), /Khuyết bí thư/, 'the situation is filled in');
  const lead = await page.locator('[name="measure-0-lead"] option').nth(1).getAttribute('value');
  const measure = (at, content, due) => ({ [`measure-${at}-content`]: content, [`measure-${at}-product`]: 'Quyết định, báo cáo', [`measure-${at}-solution`]: '2', [`measure-${at}-lead`]: lead, [`measure-${at}-post`]: 'Bí thư Đảng ủy', [`measure-${at}-due`]: due });
  await fill(page, { 'text-aims': 'Ổn định tổ chức, giữ nền nếp sinh hoạt', 'cause-0-content': 'Chậm kiện toàn', 'exit-0-criterion': 'B3', 'exit-0-words': 'Có bí thư, không khuyết quá 3 tháng', ...measure(0, 'Kiện toàn chức danh bí thư', '20/12/2024') });
  await Promise.all([page.waitForResponse((answer) => answer.request().method() === 'POST'), page.getByRole('button', { name: 'Thêm dòng nhiệm vụ' }).click()]);
  await page.locator('[name="measure-1-content"]').waitFor();
  assert.equal(await page.locator('[name="measure-0-content"]').inputValue(), 'Kiện toàn chức danh bí thư', 'what was typed is kept');
  await fill(page, measure(1, 'Giữ nền nếp sinh hoạt chi bộ hằng tháng', '31/12/2024'));
  await send(page, 'Ghi');
  await plain.context.close();

  const district = await enter('chuyen-vien-');
  await visit(district, `${plan}/write`);
  await picture(district.page, 'plan-write', { full: true });
  await visit(district, `${plan}/act/submit`);
  await fill(district.page, { on: '20/09/2024' });
  await send(district.page, 'Trình');
  await district.context.close();

  const clerk = await enter('van-thu');
  await visit(clerk, `${plan}/act/conclude`);
  await fill(clerk.page, { on: '25/09/2024', remarks: 'Thống nhất, bổ sung lộ trình', ...decision('30-TB/QU', '25/09/2024') });
  await send(clerk.page, 'Ghi kết luận');
  await visit(clerk, `${plan}/issue`);
  await fill(clerk.page, paper('12-ĐA/QU', '30/09/2024'));
  await clerk.page.locator('#signed').setInputFiles({ name: 'de-an.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n') });
  await send(clerk.page, 'Ban hành');
  await visit(clerk);
  assert.equal(await clerk.page.locator('.badge', { hasText: 'chưa đến hạn' }).count(), 2, 'each measure became a task');
  await picture(clerk.page, 'plan', { full: true });
  await clerk.context.close();
});

test('an amendment is compared and issued', async () => {
  const district = await enter('chuyen-vien-');
  await visit(district, `${plan}/write`);
  await fill(district.page, { 'measure-0-due': '30/12/2024' });
  await send(district.page, 'Ghi');
  await visit(district, `${plan}/difference`);
  assert.equal(await district.page.locator('ins').first().innerText(), '30/12/2024;');
  await picture(district.page, 'plan-difference');
  await visit(district, `${plan}/issue`);
  await fill(district.page, { reason: 'Theo kết luận kiểm tra', ...paper('15-ĐA/QU', '07/10/2024'), paper_kept_at: 'Văn phòng Quận ủy' });
  await send(district.page, 'Ban hành điều chỉnh');
  await visit(district);
  await district.context.close();
});

test('it is evaluated: reported, asked about, appraised', async () => {
  const district = await enter('chuyen-vien-');
  const { page } = district;
  await visit(district, `${listing}/evaluate`);
  await fill(page, { on: '08/10/2024' });
  await send(page, 'Mở đợt đánh giá');
  evaluation = page.url();
  await visit(district);
  await visit(district, `${evaluation}/report`);
  await fill(page, { words: 'Đã kiện toàn bí thư; sinh hoạt đủ kỳ', ...paper('21-BC/ĐU', '09/10/2024') });
  await send(page, 'Gửi báo cáo tự đánh giá');
  await visit(district, `${evaluation}/ask`);
  await page.getByLabel('Công an thành phố Mẫu').check();
  await fill(page, { due_on: '20/10/2024', ...paper('88-CV/BTC', '10/10/2024') });
  await send(page, 'Lấy ý kiến');
  await district.context.close();

  const police = await enter('cong-an');
  await visit(police, `${demo.url}/opinions`);
  await picture(police.page, 'opinions');
  await follow(police.page, police.page.locator('tr', { hasText: '88-CV/BTC' }).getByRole('link'));
  await visit(police);
  await picture(police.page, 'opinion', { full: true });
  await fill(police.page, { agreement: 'agrees', ...paper('9-CV/CA', '11/10/2024') });
  await follow(police.page, police.page.getByRole('button', { name: 'Gửi ý kiến' }));
  await police.page.getByText('Ý kiến đã ghi').waitFor();
  await visit(police);
  for (const closed of [listing, plan, evaluation]) await visit(police, closed, { status: 404 });
  await police.context.close();

  const expert = await enter('chuyen-vien');
  await visit(expert, `${evaluation}/appraise`);
  await fill(expert.page, { words: 'Cơ bản hoàn thành; đề nghị đưa ra khỏi diện', ...paper('66-BC/BTC', '12/10/2024') });
  await send(expert.page, 'Ghi thẩm định');
  await expert.context.close();
});

test('it is concluded, with its reason, and watched', async () => {
  const expert = await enter('chuyen-vien');
  const { page } = expert;
  await visit(expert, evaluation);
  await picture(page, 'evaluation', { full: true });
  await visit(expert, `${evaluation}/conclude/remove`);
  await picture(page, 'conclude', { full: true });
  await fill(page, { on: '14/10/2024', result: 'Đã kiện toàn bí thư, giữ nền nếp sinh hoạt', ...decision('91-QĐ/QU', '14/10/2024') });
  const green = (await page.locator('[name=despite]').count()) === 0;
  if (!green) {
    await follow(page, page.getByRole('button', { name: 'Ghi kết luận', exact: true }));
    await page.locator('#problems').waitFor();
    await visit(expert, undefined, { status: 422 });
    await fill(page, { despite: 'Theo Kết luận kiểm tra số 12-KL/UBKT ngày 10/10/2024' });
  }
  await send(page, 'Ghi kết luận');
  await visit(expert);
  await visit(expert, listing);
  await expert.context.close();

  const leader = await enter('lanh-dao');
  await visit(leader, listing.replace('/listings/', '/watches/'));
  await picture(leader.page, 'watch');
  await visit(leader, `${demo.url}/watches`);
  await leader.context.close();
});

/** The signed notice as a clerk has it: a PDF with a head in two columns and long paragraphs. */
async function noticeAsPdf(context) {
  const page = await context.newPage();
  const lines = [
    '1. Giao Đảng bộ quận Mẫu 01 chủ trì, phối hợp với các cơ quan liên quan rà soát toàn diện các tổ chức cơ sở đảng yếu kém, đề xuất biện pháp củng cố cụ thể đối với từng tổ chức, báo cáo kết quả trước ngày 30/11/2024.',
    '2. Các cấp ủy đã có nhiều cố gắng trong quý III.',
  ];
  await page.setContent(`<meta charset="utf-8"><body style="font: 14pt serif"><table style="width: 100%"><tr>
    <td>ĐẢNG BỘ THÀNH PHỐ MẪU<br>THÀNH ỦY MẪU<br>*<br>Số 41-TB/TU</td>
    <td>ĐẢNG CỘNG SẢN VIỆT NAM<br><br>Mẫu, ngày 10 tháng 10 năm 2024</td></tr></table>
    <p>THÔNG BÁO</p><p>Kết luận giao ban tháng 10 của Ban Thường vụ Thành ủy</p><p>-----</p>
    ${lines.map((line) => `<p>${line}</p>`).join('')}<p>T/L BAN THƯỜNG VỤ<br>CHÁNH VĂN PHÒNG</p>`);
  const pdf = await page.pdf({ format: 'A4' });
  await page.close();
  return pdf;
}

test('the paragraphs of a signed notice, brought as a PDF, become tasks', async () => {
  const expert = await enter('chuyen-vien');
  const { page } = expert;
  await visit(expert, `${demo.url}/tasks/notice`);
  await page.getByLabel('Hoặc chọn tệp').setInputFiles({ name: '41-tb-tu.pdf', mimeType: 'application/pdf', buffer: await noticeAsPdf(expert.context) });
  await follow(page, page.getByRole('button', { name: 'Đọc và xem trước' }));
  await visit(expert);
  await picture(page, 'notice-read', { full: true });
  const value = (name) => page.locator(`main [name="${name}"]`).inputValue();
  assert.deepEqual([await value('paper_number'), await value('paper_on')], ['41-TB/TU', '10/10/2024']);
  assert.match(await value('paper_issuer'), /THÀNH ỦY MẪU$/);
  assert.match(await value('paper_signer'), /CHÁNH VĂN PHÒNG/);
  assert.match(await value('content-0'), /^Giao Đảng bộ quận Mẫu 01 chủ trì.*trước ngày 30\/11\/2024\.$/, 'the lines of the print are one paragraph');
  assert.deepEqual([await value('lead-0'), await value('due_on-0')], ['Đảng bộ quận Mẫu 01', '30/11/2024']);
  assert.ok(!(await page.locator('[name="take-1"]').isChecked()), 'praise is no task');
  await send(page, 'Giao các nhiệm vụ đã chọn');
  assert.match(page.url(), /\/grounds\/\d+$/);
  await visit(expert);
  await picture(page, 'notice-given');
  await expert.context.close();
});
