// Every person of the sample signs in and walks through what the navigation offers; each page keeps the house rules.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { openBrowser } from '../harness/browser.mjs';
import { signIn, startDemo } from '../harness/program.mjs';
import { openPage, phone, picture, visit } from '../harness/visit.mjs';

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
  await opened.page.getByRole('link', { name: 'English' }).click();
  await opened.page.waitForLoadState();
  assert.equal(await opened.page.locator('html').getAttribute('lang'), 'en');
  await visit(opened);
  await opened.page.locator('.menu-button').click();
  await picture(opened.page, 'phone-menu-en');
  await opened.context.close();
});
