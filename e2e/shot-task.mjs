import { openBrowser } from './harness/browser.mjs';
import { openPage, visit, phone } from './harness/visit.mjs';
import { read, signIn } from './harness/program.mjs';
import { readFile } from 'node:fs/promises';
const { url, people } = read(await readFile('/tmp/task-demo/said', 'utf8'));
const [login, ...paths] = process.argv.slice(2);
const browser = await openBrowser();
const person = people.find((p) => p.login === login);
for (const [kind, options] of [['desk', {}], ['phone', { viewport: phone }]]) {
  const opened = await openPage(browser, options);
  await signIn(opened, url, person);
  for (const path of paths) {
    try { await visit(opened, url + path); } catch (e) { console.log(kind, path, String(e.message).slice(0, 600)); opened.complaints.splice(0); }
    const name = `/tmp/task-demo/${kind}${path.replace(/[^a-z0-9]+/gi, '_')}.png`;
    if (kind === 'desk' || process.env.PHONE) await opened.page.screenshot({ path: name, fullPage: true });
    console.log(name);
  }
  await opened.context.close();
}
await browser.close();
