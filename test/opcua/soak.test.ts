import assert from 'node:assert/strict';
import { UaServer } from '../benchmarks/support/opcua-server.ts';
import { soak } from '../benchmarks/support/opcua-soak.ts';

/** Ten minutes of it: `SOAK_SECONDS=600 npm test -- opcua/soak`. */
const length = Number(process.env['SOAK_SECONDS'] ?? 20);

describe('a watch under all that a server can send', function () {
  // Starting and ending take a busy machine minutes.
  this.timeout((length + 300) * 1000);
  let server: UaServer;

  before(async () => {
    server = await UaServer.start();
  });

  after(() => server?.end());

  it(`keeps to its memory: 10,000 tags at 10 Hz for ${length} s in a Node-RED whose heap is capped at 256 MB`, async () => {
    const soaked = await soak(server, length);
    assert.ok(soaked.lived, 'it lived');
    assert.ok(soaked.heap < 256, `${soaked.heap} MB are in use at the end`);
    assert.ok(soaked.growth < 20, `${soaked.growth} MB more than in the middle`);
    // How much of it a busy machine has time for is what the benchmark says.
    assert.ok(soaked.rate > 10_000, `${soaked.rate} values/s`);
  });
});
