import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createFillerPlc, fillerPoints } from '@millwright/simulators';
import { type NodeRedProcess, root, startNodeRed, targets } from '@millwright/testing';
import { fillerExample } from './flows.ts';

describe('examples', () => {
  it('each have a flow, settings and a README', () => {
    const folders = readdirSync(join(root, 'examples'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    for (const { name } of folders) {
      const files = readdirSync(join(root, 'examples', name));
      assert.deepEqual(
        ['README.md', 'flow.json', 'settings.js'].filter((file) => !files.includes(file)),
        [],
        name,
      );
    }
  });

  describe('filler', () => {
    it("names the filler's points as its register map does", () => {
      const [table] = fillerExample().filter(({ type }) => type === 'mw-modbus-tags');
      const tags = table?.['tags'] as { name: string; area: string; address: number; type: string }[];
      assert.deepEqual(
        tags.map(({ name, area, address, type }) => ({ name, area, address, type })),
        fillerPoints.map(({ name, area, address, type }) => ({ name, area, address, type })),
      );
      const readme = readFileSync(join(root, 'examples/filler/README.md'), 'utf8');
      for (const { name } of fillerPoints)
        assert.ok(readme.includes(`\`${name}\``), `the README lists ${name}`);
      const [state] = fillerPoints.filter(({ name }) => name === 'filler.state');
      assert.ok(readme.includes(`| ${state?.description} |`), 'the README lists the same states');
    });

    it('has settings that bind the loopback and phone nobody', () => {
      const settings = createRequire(import.meta.url)(join(root, 'examples/filler/settings.js'));
      assert.equal(settings.uiHost, '127.0.0.1');
      assert.equal(settings.telemetry.enabled, false);
    });

    for (const target of targets()) {
      it(`shows live values on ${target.title}`, async () => {
        const { plc } = createFillerPlc({ port: 0, seed: 7, speed: 60 });
        await plc.listen();
        const flows = fillerExample().map((node) =>
          node['type'] === 'debug' ? { ...node, console: true } : node,
        );
        let nodeRed: NodeRedProcess | undefined;
        try {
          nodeRed = await startNodeRed({ target, flows, environment: { FILLER_PORT: String(plc.port) } });
          await nodeRed.waitForLog(/\[debug:Filler\][\s\S]*'?filler\.speed'?:/, { deadline: 15_000 });
          await nodeRed.waitForLog(/\d+ bottles\/min/, { deadline: 15_000 });
          const { status } = await nodeRed.request('POST', '/inject/f111600000000007');
          assert.equal(status, 200);
          await nodeRed.waitForLog(/\[debug:Read once, in full\]/);
        } finally {
          await nodeRed?.stop();
          await plc.close();
        }
      });
    }
  });
});
