// Bundles the style sheet, the fonts and the scripts into ../dist, from where the program embeds them.
// Entry names are stable (app.css, app.js); everything they pull in carries a hash of its content.
import { build, context } from 'esbuild';
import { cp, mkdir, rm, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(here, '..', 'dist');

const options = {
  absWorkingDir: here,
  entryPoints: [{ in: 'js/app.js', out: 'app' }, { in: 'css/app.css', out: 'app' }],
  outdir: dist,
  bundle: true,
  minify: true,
  format: 'esm',
  splitting: true,
  target: ['chrome109', 'firefox115', 'safari16'],
  entryNames: '[name]',
  chunkNames: 'chunk/[name]-[hash]',
  assetNames: 'font/[name]-[hash]',
  loader: { '.woff2': 'file', '.svg': 'dataurl' },
  legalComments: 'linked',
  logLevel: 'warning',
};

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
for (const name of ['logo.svg', 'favicon.svg']) await cp(path.join(here, name), path.join(dist, name));

if (process.argv.includes('--watch')) {
  await (await context(options)).watch();
} else {
  await build(options);
  const files = await readdir(dist, { recursive: true });
  for (const name of files.sort()) {
    const { size, mode } = await stat(path.join(dist, name));
    if ((mode & 0o170000) === 0o100000) console.log(`${String(size).padStart(8)}  dist/${name}`);
  }
}
