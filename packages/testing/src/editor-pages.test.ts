import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { takePage } from './editor-pages.ts';
import { requirePeer } from './peers.ts';

describe('a page that tests share', function () {
  this.timeout(60_000);
  let server: Server;
  let url: string;

  before(async () => {
    // Each page leads to the next one at once.
    server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<script>location.href = "/again?" + Math.random();</script>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it('is given back while it leads elsewhere, and the next one is empty', async function () {
    const terms = { path: requirePeer(this, 'chromium'), language: 'en-US', origin: url };
    for (let round = 0; round < 10; round++) {
      const { page, giveBack } = await takePage(terms);
      assert.equal(page.url(), 'about:blank');
      await page.goto(url, { waitUntil: 'commit' });
      await page.waitForRequest(/again/);
      await giveBack();
    }
  });
});
