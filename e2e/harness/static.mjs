// Serves a folder under the same content policy as the program, for pages that need no program.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

export const policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
const kinds = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };

/** Serves `folder` on a free port; answers its address and how to stop it. */
export async function serve(folder) {
  const server = createServer(async (request, response) => {
    const name = path.join(folder, path.normalize(new URL(request.url, 'http://x').pathname));
    try {
      const body = await readFile(name);
      response.writeHead(200, { 'content-type': kinds[path.extname(name)] ?? 'application/octet-stream', 'content-security-policy': policy });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}
