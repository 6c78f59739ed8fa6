import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFillerPlc, fillerPoints } from '@millwright/simulators';
import { type NodeRedProcess, root, startNodeRed, targets } from '@millwright/testing';
import { fleetExample } from './flows.ts';

describe('the fleet example', () => {
  it("has only points that the filler has, as the filler's register map says", () => {
    const [table] = fleetExample().filter(({ type }) => type === 'mw-modbus-tags');
    const tags = table?.['tags'] as { name: string; area: string; address: number; type: string }[];
    assert.ok(tags.length > 0);
    for (const { name, area, address, type } of tags) {
      const point = fillerPoints.find((one) => one.name === name);
      assert.deepEqual({ area, address, type }, point && pick(point), name);
    }
  });

  it('says nowhere where its PLC is, and its README explains each environment value', () => {
    const readme = readFileSync(join(root, 'examples/fleet/README.md'), 'utf8');
    for (const name of ['PLC_HOST', 'PLC_PORT', 'TROUBLE']) {
      assert.ok(JSON.stringify(fleetExample()).includes(name), name);
      assert.ok(readme.includes(`\`${name}\``), name);
    }
    assert.doesNotMatch(JSON.stringify(fleetExample()), /127\.0\.0\.1|1502/);
  });

  for (const target of targets()) {
    it(`reads the PLC that environment values name, and breaks where one says so, on ${target.title}`, async () => {
      const { plc } = createFillerPlc({ port: 0, seed: 7, speed: 60 });
      await plc.listen();
      const flows = fleetExample().map((node) =>
        node['type'] === 'debug' ? { ...node, console: true } : node,
      );
      const environment = { PLC_HOST: '127.0.0.1', PLC_PORT: String(plc.port), TROUBLE: 'crash' };
      let nodeRed: NodeRedProcess | undefined;
      try {
        nodeRed = await startNodeRed({ target, flows, environment });
        await nodeRed.waitForLog(/\[debug:Filler\][\s\S]*'?filler\.speed'?:/, { deadline: 15_000 });
        await nodeRed.waitForLog(/broken on purpose/, { deadline: 15_000 });
      } finally {
        await nodeRed?.stop();
        await plc.close();
      }
    });
  }
});

function pick({ area, address, type }: { area: string; address: number; type: string }): object {
  return { area, address, type };
}
