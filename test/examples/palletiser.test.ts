import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { palletiserAddress, palletiserNodes } from '@millwright/simulators';
import {
  freePort,
  makeUserDirectory,
  type NodeRedProcess,
  removeUserDirectory,
  root,
  startNodeRed,
  targets,
} from '@millwright/testing';
import { DemoPalletiser, palletiserCommands, palletiserUrl } from '@millwright/tooling';
import { palletiserExample } from './flows.ts';

interface Row {
  readonly name: string;
  readonly address: string;
}

const flows = palletiserExample().map((node) =>
  node['type'] === 'debug' ? { ...node, console: true } : node,
);

describe('the example of the palletiser', function () {
  this.timeout(120_000);

  it('names its nodes as the server does, and its README lists them', () => {
    const readme = readFileSync(join(root, 'examples/palletiser/README.md'), 'utf8');
    const tags = palletiserExample().find(({ type }) => type === 'mw-opcua-tags')?.['tags'] as readonly Row[];
    assert.deepEqual(
      tags.map(({ name, address }) => [name, address]),
      Object.entries(palletiserNodes).map(([name, id]) => [name, palletiserAddress(id)]),
    );
    for (const name of [...tags.map((tag) => tag.name), 'PALLETISER_URL'])
      assert.ok(readme.includes(`\`${name}\``), name);
  });

  for (const target of targets()) {
    describe(`on ${target.title}`, () => {
      let directory: string;
      let palletiser: DemoPalletiser;
      let nodeRed: NodeRedProcess;

      before(async () => {
        directory = await makeUserDirectory({ flows, only: ['node-red-opcua'] });
        const port = await freePort();
        palletiser = new DemoPalletiser({ demoDirectory: directory, port, died: () => undefined });
        await palletiser.start();
        await palletiser.introduce();
        const environment = { PALLETISER_URL: palletiserUrl(port) };
        nodeRed = await startNodeRed({ target, userDirectory: directory, environment });
      });

      after(async () => {
        await nodeRed?.stop();
        await palletiser?.end();
        await removeUserDirectory(directory);
      });

      it('watches the cell over a connection that is signed and encrypted, and hears of a lost vacuum', async () => {
        await nodeRed.waitForLog(/\[debug:State\]\s+Execute, layer \d of 8/, { deadline: 30_000 });
        const from = nodeRed.log.length;
        appendFileSync(join(directory, palletiserCommands), '{"do":"jam"}\n');
        await nodeRed.waitForLog(/\[debug:State\]\s+Held/, { from, deadline: 15_000 });
        await nodeRed.waitForLog(/\[debug:Events\][\s\S]*lost its vacuum/, { from, deadline: 15_000 });
      });

      const press = async (name: string): Promise<void> => {
        const inject = flows.find((node) => node['type'] === 'inject' && node['name'] === name);
        assert.equal((await nodeRed.request('POST', `/inject/${inject?.['id']}`)).status, 200);
      };

      it('calls its methods: a pallet is aborted, then another one is begun', async () => {
        const from = nodeRed.log.length;
        await press('abort');
        await nodeRed.waitForLog(/\[debug:State\]\s+Aborted/, { from, deadline: 15_000 });
        await press('start a pallet of 4 layers');
        await nodeRed.waitForLog(/\[debug:Called\]\s+\{ Pallet: \d+ \}/, { from, deadline: 15_000 });
        await nodeRed.waitForLog(/\[debug:State\]\s+\w+, layer 1 of 4/, { from, deadline: 15_000 });
      });

      it('lets the mode be written by the name of its value', async () => {
        const from = nodeRed.log.length;
        await press('manual');
        await nodeRed.waitForLog(/\[debug:Written\][\s\S]*written: true/, { from, deadline: 15_000 });
      });
    });
  }
});
