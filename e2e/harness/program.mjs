// The program with its sample, in an empty folder, on a free port.
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const binary = process.env.VUNGGOC ?? path.join(process.env.CARGO_TARGET_DIR ?? path.join(root, 'target'), 'debug', 'vunggoc');
const patience = 600_000; // filling a city at true scale on a busy machine

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Starts `vunggoc demo` on a store of its own; answers its address, its people and how to stop it. */
export async function startDemo() {
  // A demo that already runs: the file holds what it printed.
  if (process.env.DEMO_SAID) {
    const { url, people } = read(await readFile(process.env.DEMO_SAID, 'utf8'));
    return { url, people, stop: async () => {} };
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'vunggoc-e2e-'));
  await cp(await filledFolder(), folder, { recursive: true });
  const { url, people, stop } = await run(folder);
  return { url, people, stop: () => stop().then(() => rm(folder, { recursive: true, force: true })) };
}

/** A folder that this very binary has filled: filling takes longer than a journey, so it is done once and copied. */
async function filledFolder() {
  const { mtimeMs, size } = await stat(binary).catch(() => {
    throw new Error(`${binary} is not there (cargo build --package vunggoc)`);
  });
  const folder = path.join(tmpdir(), `vunggoc-e2e-filled-${createHash('sha256').update(`${binary} ${mtimeMs} ${size}`).digest('hex').slice(0, 12)}`);
  const marker = path.join(folder, 'filled');
  if (await stat(marker).then(() => true, () => false)) return folder;
  for (const name of await readdir(tmpdir())) {
    if (name.startsWith('vunggoc-e2e-filled-')) await rm(path.join(tmpdir(), name), { recursive: true, force: true });
  }
  await mkdir(folder, { recursive: true });
  const { stop } = await run(folder);
  await stop();
  await writeFile(marker, '');
  return folder;
}

/** Runs the demo on a folder until it has printed its people. */
async function run(folder) {
  const listen = `127.0.0.1:${await freePort()}`;
  const child = spawn(binary, ['demo', '--folder', folder, '--listen', listen], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill('SIGINT');
      await new Promise((done) => child.once('exit', done));
    }
  };
  try {
    await new Promise((done, failed) => {
      const late = setTimeout(() => failed(new Error(`the demo did not print its address in ${patience / 1000} s`)), patience);
      const hear = (bytes) => {
        said += bytes;
        if (read(said).ready) {
          clearTimeout(late);
          done();
        }
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('error', (error) => failed(new Error(`${binary} cannot be started (cargo build --package vunggoc): ${error.message}`)));
      child.once('exit', (code) => failed(new Error(`the demo ended with ${code}`)));
    });
  } catch (error) {
    await stop();
    throw new Error(`${error.message}\n${said}`);
  }
  return { ...read(said), stop };
}

/** Starts `vunggoc serve` on an empty store, on a day; answers its address, its one-time code and how to stop it. */
export async function startEmpty(today) {
  const folder = await mkdtemp(path.join(tmpdir(), 'vunggoc-e2e-empty-'));
  const listen = `127.0.0.1:${await freePort()}`;
  const env = { ...process.env, VUNGGOC_STORE_ADDRESS: 'sqlite:vunggoc.db', VUNGGOC_LISTEN_ADDRESS: listen };
  delete env.VUNGGOC; // names the binary for this harness, not a key of the program
  const child = spawn(binary, ['serve', '--today', today], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill('SIGINT');
      await new Promise((done) => child.once('exit', done));
    }
    await rm(folder, { recursive: true, force: true });
  };
  let said = '';
  const code = await new Promise((done, failed) => {
    const hear = (bytes) => {
      said += bytes;
      const found = said.split('\n').find((line) => /^\s*[\w]{4}(-[\w]{4}){3}\s*$/.test(line));
      if (found) done(found.trim());
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (ended) => failed(new Error(`the server ended with ${ended}\n${said}`)));
  });
  return { url: `http://${listen}`, code, folder, stop };
}

/** Has the program make the sample's three workbooks; where they lie, in order. */
export async function sampleWorkbooks(folder) {
  const out = await promisify(execFile)(binary, ['sample-workbooks', folder]);
  return out.stdout.trim().split('\n');
}

/** Reads the address line and the lines "login  password   post" below it. */
export function read(said) {
  const lines = said.split('\n');
  const at = lines.findIndex((line) => /^\s+https?:\/\/\S+\s*$/.test(line));
  if (at < 0) return { ready: false, url: null, people: [] };
  const people = [];
  let i = at + 1;
  for (; i < lines.length; i += 1) {
    const found = /^ {2}(\S+)\s+(\S+) {3}(\S.*)$/.exec(lines[i]);
    if (!found) break;
    people.push({ login: found[1], password: found[2], post: found[3].trim() });
  }
  // The list ends with a blank line: a line cut short, or one not printed yet, is no end.
  const ended = lines[i] === '' && i < lines.length - 1;
  return { ready: people.length > 0 && ended, url: lines[at].trim().replace(/\/$/, ''), people };
}

/** Signs a person in on an opened page. */
export async function signIn({ page }, url, { login, password }) {
  await page.goto(`${url}/sign-in`);
  await page.locator('#login').fill(login);
  await page.locator('#password').fill(password);
  await Promise.all([page.waitForURL((to) => !to.pathname.startsWith('/sign-in')), page.locator('main form button').click()]);
}
