import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMeterPlc, meterPoints, meters } from '@millwright/simulators';
import { type NodeRedProcess, root, startNodeRed, targets, waitFor } from '@millwright/testing';
import { metersExample } from './flows.ts';

interface Row {
  readonly name: string;
  readonly area: string;
  readonly address: string;
  readonly type: string;
}

describe('the example of the meters', () => {
  it('names their points as their register map does, and its README lists them', () => {
    const readme = readFileSync(join(root, 'examples/meters/README.md'), 'utf8');
    const tables = metersExample().filter(({ type }) => type === 'mw-modbus-tags');
    assert.deepEqual(
      tables.map(({ unit, tags }) => [
        unit,
        (tags as Row[]).map(({ name, area, address, type }) => ({ name, area, address, type })),
      ]),
      meters.map(({ unit }) => [
        unit,
        meterPoints.map(({ name, area, address, type }) => ({
          name: `meter.${unit}.${name}`,
          area,
          address: String(address),
          type,
        })),
      ]),
    );
    for (const { tags } of tables)
      for (const { name } of tags as Row[]) assert.ok(readme.includes(`\`${name}\``), name);
    for (const name of ['METER_HOST', 'METER_PORT']) assert.ok(readme.includes(`\`${name}\``), name);
  });

  for (const target of targets()) {
    it(`reads all three, and goes on where one drops out, on ${target.title}`, async () => {
      const plc = createMeterPlc({ port: 0, seed: 7 });
      await plc.listen();
      const flows = metersExample().map((node) => {
        if (node['type'] === 'debug') return { ...node, console: true };
        return node['type'] === 'mw-modbus-watch' ? { ...node, interval: 200 } : node;
      });
      let nodeRed: NodeRedProcess | undefined;
      try {
        const environment = { METER_HOST: '127.0.0.1', METER_PORT: String(plc.port) };
        const running = await startNodeRed({ target, flows, environment });
        nodeRed = running;
        for (const { unit } of meters)
          await running.waitForLog(new RegExp(`\\[debug:Power ${unit}\\]\\s+[\\d.]+ kW`), {
            deadline: 15_000,
          });
        plc.leave(13);
        const from = running.log.length;
        await running.waitForLog(/\[debug:Power 13\]\s+no value/, { from, deadline: 15_000 });
        await waitFor('the others to go on', () =>
          [11, 12].every((unit) =>
            new RegExp(`\\[debug:Power ${unit}\\]\\s+[\\d.]+ kW`).test(running.log.slice(from)),
          ),
        );
      } finally {
        await nodeRed?.stop();
        await plc.close();
      }
    });
  }
});
