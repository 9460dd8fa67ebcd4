// One Chromium for a run, with a fresh profile, that calls nobody outside.
import { chromium } from 'playwright-core';
import { existsSync } from 'node:fs';

const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Starts the browser, or says which package is missing. */
export async function openBrowser() {
  const executablePath = places.find((place) => place && existsSync(place));
  if (!executablePath) throw new Error('No Chromium found: install the Debian package chromium, or set CHROMIUM to its path.');
  return chromium.launch({ executablePath, headless: true, args: flags });
}
