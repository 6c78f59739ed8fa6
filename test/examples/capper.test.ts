import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capperPoints, createCapperPlc } from '@millwright/simulators';
import { type NodeRedProcess, root, startNodeRed, targets, waitFor } from '@millwright/testing';
import { capperExample } from './flows.ts';

interface Row {
  readonly name: string;
  readonly address: string;
  readonly unit?: string;
}

describe('the example of the capper', () => {
  it('names its points as its data blocks do, and its README lists them', () => {
    const readme = readFileSync(join(root, 'examples/capper/README.md'), 'utf8');
    const tags = capperExample().find(({ type }) => type === 'mw-s7-tags')?.['tags'] as readonly Row[];
    assert.deepEqual(
      tags.map(({ name, address, unit }) => [name, address, unit]),
      capperPoints.map((point) => [point.name, point.address, 'unit' in point ? point.unit : undefined]),
    );
    for (const { name, address } of tags)
      assert.ok(readme.includes(`| \`${name}\` | \`${address}\` |`), name);
    for (const name of ['CAPPER_HOST', 'CAPPER_PORT']) assert.ok(readme.includes(`\`${name}\``), name);
  });

  for (const target of targets()) {
    it(`watches its heads, writes its torque, and refuses one that is too large, on ${target.title}`, async () => {
      const { plc, capper } = createCapperPlc({ port: 0, seed: 7 });
      await plc.listen();
      const flows = capperExample().map((node) => {
        if (node['type'] === 'debug') return { ...node, console: true };
        return node['type'] === 'mw-s7-watch' ? { ...node, interval: 200 } : node;
      });
      let nodeRed: NodeRedProcess | undefined;
      try {
        const environment = { CAPPER_HOST: '127.0.0.1', CAPPER_PORT: String(plc.port) };
        const running = await startNodeRed({ target, flows, environment });
        nodeRed = running;
        await running.waitForLog(/\[debug:Weakest head\]\s+head \d+: [\d.]+ Nm/, { deadline: 30_000 });
        const press = async (name: string): Promise<void> => {
          const inject = flows.find((node) => node['type'] === 'inject' && node['name'] === name);
          assert.equal((await running.request('POST', `/inject/${inject?.['id']}`)).status, 200);
        };
        let from = running.log.length;
        await press('1.8 Nm');
        await running.waitForLog(/\[debug:Written\][\s\S]*verified: true/, { from, deadline: 15_000 });
        assert.equal(capper.values().torqueSetPoint, Math.fround(1.8));
        from = running.log.length;
        await press('9 Nm');
        await running.waitForLog(/\[debug:Refused\]\s+capper\.torque_sp takes 1\.5 to 2\.5/, {
          from,
          deadline: 15_000,
        });
        assert.equal(capper.values().torqueSetPoint, Math.fround(1.8));
        from = running.log.length;
        await press('another batch');
        await running.waitForLog(/\[debug:Written\][\s\S]*capper\.batch/, { from, deadline: 15_000 });
        assert.match(capper.values().batch, /^B-\d{6}$/);
        await waitFor('the machine to run', () => capper.values().state === 'execute');
        from = running.log.length;
        capper.jam();
        await running.waitForLog(/\[debug:Weakest head\].*a head is being changed/, {
          from,
          deadline: 15_000,
        });
      } finally {
        await nodeRed?.stop();
        await plc.close();
      }
    });
  }
});
