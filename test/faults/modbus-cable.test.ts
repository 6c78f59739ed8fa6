import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { everything } from '@millwright/testing';

const keepAlive = 1_000;
const timeout = 300;
/** Node.js lets a silent peer be probed ten times, once a second, before it is given up. */
const probes = 10_000;
/** A busy machine is late. */
const late = 3_000;

interface Told {
  readonly before: unknown;
  readonly first: unknown;
  readonly firstAfter: number;
  readonly lostAfter: number;
  readonly backAfter: number;
  readonly idleLostAfter: number;
  readonly idleBackAfter: number;
  readonly links: number;
}

for (const title of everything ? ['a cable that is pulled between a PLC and its client'] : []) {
  describe(title, function () {
    this.timeout(90_000);

    it('M-T-14: is noticed by the next request, or by the keep-alive while nothing is asked; then values come back', async () => {
      const program = fileURLToPath(new URL('./modbus-cable.ts', import.meta.url));
      const node = [process.execPath, ...process.execArgv, program, String(keepAlive), String(timeout)];
      // A namespace of its own needs no root where user namespaces are allowed.
      const { stdout } = await promisify(execFile)('unshare', ['-rn', ...node], { timeout: 80_000 });
      const told = JSON.parse(stdout) as Told;
      assert.deepEqual([told.before, told.first], [7, 'BadTimeout']);
      assert.ok(told.firstAfter < timeout + late, `a request fails after ${told.firstAfter} ms`);
      assert.ok(told.lostAfter < 3 * timeout + late, `the connection is given up after ${told.lostAfter} ms`);
      const idle = told.idleLostAfter;
      assert.ok(idle > keepAlive && idle < keepAlive + probes + late, `noticed while idle after ${idle} ms`);
      assert.ok(Math.max(told.backAfter, told.idleBackAfter) < late, JSON.stringify(told));
      assert.equal(told.links, 3, 'a new link after each loss');
    });
  });
}
