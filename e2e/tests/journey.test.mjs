// Every person of the sample signs in and walks through what the navigation offers; each page keeps the house rules.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { openBrowser } from '../harness/browser.mjs';
import { signIn, startDemo } from '../harness/program.mjs';
import { follow, openPage, phone, picture, visit } from '../harness/visit.mjs';

const perPage = 2; // further links followed from the content of each page of the navigation

let demo;
let browser;
const seen = new Set();
before(async () => {
  demo = await startDemo();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** The kind of a page: its path without numbers, so that one unit stands for all units. */
const kind = (address) => new URL(address).pathname.replace(/\d[\d-]*/g, '#');

async function links(page, within) {
  const found = await page.locator(`${within} a[href^="/"]:not([download])`).evaluateAll((all) => all.map((a) => a.href));
  return [...new Set(found)].filter((address) => !/\/(lang|static|sign-out)\b|\.(xlsx|docx|csv|json|zip)\b|\/(export|file|docx|xlsx)\b/.test(address));
}

async function walk(opened, person) {
  const { page } = opened;
  const menu = await links(page, 'nav.side');
  assert.ok(menu.length > 0, `${person.login} is offered nothing`);
  for (const address of menu) {
    if (seen.has(kind(address))) continue;
    seen.add(kind(address));
    await visit(opened, address);
    await picture(page, `page${kind(address).replaceAll('/', '-').replaceAll('#', 'n')}`);
    const further = (await links(page, 'main')).filter((next) => !seen.has(kind(next))).slice(0, perPage);
    for (const next of further) {
      if (seen.has(kind(next))) continue;
      seen.add(kind(next));
      await visit(opened, next);
      await picture(page, `page${kind(next).replaceAll('/', '-').replaceAll('#', 'n')}`);
    }
  }
}

test('nobody sees a page without signing in', async () => {
  const opened = await openPage(browser);
  await opened.page.goto(demo.url);
  assert.match(opened.page.url(), /sign-in/);
  await visit(opened);
  await picture(opened.page, 'sign-in');
  await opened.context.close();
});

test('every person of the sample walks through his pages', async (t) => {
  for (const person of demo.people) {
    await t.test(`${person.login}: ${person.post}`, async () => {
      const opened = await openPage(browser);
      await signIn(opened, demo.url, person);
      await visit(opened);
      await picture(opened.page, `home-${person.login}`);
      await walk(opened, person);
      await opened.context.close();
    });
  }
});

test('the pages are there in English, on a phone', async () => {
  const opened = await openPage(browser, { viewport: phone });
  await signIn(opened, demo.url, demo.people[0]);
  await follow(opened.page, opened.page.getByRole('link', { name: 'English' }));
  assert.equal(await opened.page.locator('html').getAttribute('lang'), 'en');
  await visit(opened);
  await opened.page.locator('.menu-button').click();
  await picture(opened.page, 'phone-menu-en');
  await opened.context.close();
});

const expert = () => demo.people.find((person) => person.login === 'chuyen-vien');

test('what was being typed when a session ended comes back in the form itself, once', async () => {
  const opened = await openPage(browser);
  const { page, context } = opened;
  await signIn(opened, demo.url, expert());
  await page.goto(`${demo.url}/listings/propose?search=mau+01`);
  await follow(page, page.locator('[data-offers] a').first());
  const address = page.url();
  await page.locator('#by').fill('Ban Tổ chức Thành ủy Mẫu');
  await page.locator('#reasons').fill('Đang gõ dở, chưa gửi');
  // The session ends elsewhere, while the form is open and the cookie is still there.
  const cookies = await context.cookies();
  const elsewhere = await context.newPage();
  await elsewhere.goto(demo.url);
  await elsewhere.getByRole('button', { name: 'Đăng xuất' }).click();
  await elsewhere.waitForURL(/sign-in/);
  await elsewhere.close();
  await context.addCookies(cookies);
  await page.getByRole('button', { name: 'Ghi đề xuất' }).click();
  await page.waitForURL(/sign-in/);
  await page.locator('#login').fill(expert().login);
  await page.locator('#password').fill(expert().password);
  await page.locator('main form button').click();
  await page.waitForURL(/listings\/propose/);
  await visit(opened);
  assert.equal(await page.locator('#reasons').inputValue(), 'Đang gõ dở, chưa gửi');
  assert.equal(await page.locator('#by').inputValue(), 'Ban Tổ chức Thành ủy Mẫu');
  assert.ok(address.endsWith(`unit=${await page.locator('input[name=unit]').inputValue()}`), 'the unit is chosen again');
  assert.match(await page.locator('main').innerText(), /đã được đưa lại vào biểu mẫu/);
  await picture(page, 'draft-back');
  await visit(opened, `${demo.url}/listings/propose`);
  assert.equal(await page.locator('#reasons').count(), 0, 'given back once');
  await context.close();
});

test('the unit above is found as one types, and without JavaScript by the button', async () => {
  const opened = await openPage(browser);
  const { page } = opened;
  await signIn(opened, demo.url, expert());
  await page.goto(`${demo.url}/units?text=xa+mau+21-10&level=base`, { waitUntil: 'networkidle' });
  await follow(page, page.locator('main tbody a').first());
  const unit = page.url();
  await visit(opened, `${unit}/act/move`);
  await page.locator('#under_search').pressSequentially('huyen mau 29');
  const found = page.locator('[data-offers] label', { hasText: 'Đảng bộ huyện Mẫu 29' });
  await found.first().waitFor();
  await found.first().click();
  assert.ok(await found.first().locator('input').isChecked());
  await page.locator('#under_search').fill('không có tên này');
  await page.getByText('Không tìm thấy tổ chức nào').waitFor();
  assert.ok(await found.first().locator('input').isChecked(), 'what was chosen stays');
  await visit(opened);
  await picture(page, 'move-by-search');
  await opened.context.close();

  const plain = await openPage(browser, { javaScript: false });
  await signIn(plain, demo.url, expert());
  await plain.page.goto(`${unit}/act/move`);
  await plain.page.locator('#under_search').fill('huyen mau 29');
  await plain.page.locator('#paper_number').fill('7-QĐ/TU');
  await follow(plain.page, plain.page.locator('button[name=find]'));
  assert.ok((await plain.page.locator('[data-offers] label', { hasText: 'Đảng bộ huyện Mẫu 29' }).count()) > 0);
  assert.equal(await plain.page.locator('#paper_number').inputValue(), '7-QĐ/TU', 'what was typed is kept');
  await plain.context.close();
});
