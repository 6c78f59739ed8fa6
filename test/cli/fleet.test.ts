import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publicOfSealedKey } from '@millwright/release';
import { type NodeRedProcess, startNodeRed, targets } from '@millwright/testing';
import { millwright, type Ran } from './command.ts';

const passphrase = 'seven planted ovens in a row';

for (const target of targets())
  describe(`millwright fleet with a hub that has no release key, ${target.title}`, function () {
    this.timeout(60_000);
    let nodeRed: NodeRedProcess;
    let directory: string;

    before(async () => {
      directory = mkdtempSync(join(tmpdir(), 'millwright-cli-fleet-'));
      nodeRed = await startNodeRed({
        target,
        flows: [{ id: 't', type: 'tab', label: 'Oven' }],
        only: ['node-red-fleet'],
      });
    });
    after(async () => {
      await nodeRed?.stop();
      rmSync(directory, { recursive: true });
    });

    const path = (name: string): string => join(directory, name);
    const fleet = (...args: readonly string[]): Promise<Ran> =>
      millwright(['fleet', ...args], {
        environment: { MILLWRIGHT_URL: nodeRed.adminUrl },
        input: `${passphrase}\n`,
      });
    const well = async (...args: readonly string[]): Promise<string> => {
      const { code, out, err } = await fleet(...args);
      assert.deepEqual([code, err], [0, ''], `${args.join(' ')}\n${out}`);
      return out;
    };
    const post = (route: string, body: object) =>
      nodeRed.request<{ code?: string; state?: string }>('POST', `/millwright/fleet${route}`, body);

    it('signs its trust and a release, and takes the release home', async () => {
      const early = await fleet('trust', 'show');
      assert.deepEqual([early.code, /fleet\.not-a-hub/.test(early.err)], [2, true], early.err);
      await well('key', path('release-key'));
      const key = publicOfSealedKey(readFileSync(path('release-key'), 'utf8'));
      const made = await post('/hub', { mode: 'elsewhere', releaseKey: key.text });
      assert.equal(made.status, 200, made.text);
      assert.match(
        await well('trust', 'sign', '--key', path('release-key'), '--yes'),
        /Version 1 of the trust is signed/,
      );
      assert.match(await well('trust', 'sign', '--key', path('release-key'), '--yes'), /No trust waits/);
      await well('trust', 'show', '--output', path('trust'));

      const draft = await post('/releases', { source: { kind: 'running' }, name: 'oven' });
      assert.deepEqual([draft.status, draft.body.state], [200, 'draft'], draft.text);
      const unsigned = await fleet('export', 'oven@1', '--output', path('oven.mwrelease'));
      assert.match(unsigned.err, /fleet\.release-draft/);
      const signed = await well('sign', 'oven@1', '--key', path('release-key'), '--yes');
      assert.match(signed, /--- nothing\n\+\+\+ oven@1\n[\s\S]*oven@1 is signed/);
      await well('export', 'oven@1', '--output', path('oven.mwrelease'));
      const shown = await well('show', path('oven.mwrelease'), '--trust', path('trust'));
      assert.match(shown, /Release +oven, version 1\n[\s\S]*● Whole, and signed by/);
      await well('show', path('oven.mwrelease'), '--key', key.text);
    });

    it('makes another Node-RED a device, with the words to compare', async () => {
      const { status, body, text } = await post('/codes', {});
      assert.equal(status, 200, text);
      const other = await startNodeRed({ target, only: ['node-red-fleet'] });
      try {
        const { code, out, err } = await millwright(['fleet', 'enrol', '--name', 'Filler 1'], {
          environment: { MILLWRIGHT_URL: other.adminUrl },
          input: `${body.code}\n`,
        });
        assert.deepEqual([code, err], [0, ''], out);
        const words = /Words +(\w+ \w+ \w+ \w+)\n/.exec(out)?.[1];
        assert.ok(words, out);
        const listed = await fleet('devices', '--label', 'line=1');
        assert.equal(listed.out, 'No device.\n');
        assert.match(await well('devices', '--state', 'new'), /^[●○] {2}Filler 1 {2}new /);
      } finally {
        await other.stop();
      }
    });

    it('lists deploys of one that has none yet', async () => {
      assert.equal(await well('deploys'), 'No deploy yet.\n');
      const unknown = await fleet('deploys', 'nothing-of-that-name');
      assert.deepEqual([unknown.code, /\(fleet\./.test(unknown.err)], [2, true], unknown.err);
    });
  });
