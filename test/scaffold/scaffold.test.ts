import assert from 'node:assert/strict';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  editorTargets,
  type NodeRedProcess,
  openEditor,
  readLoadable,
  startNodeRed,
  targets,
} from '@millwright/testing';
import { buildPackage, scaffoldPlugin } from '@millwright/tooling';
import { seriousViolations } from '../editor/node-dialog.ts';
import { assertSelfContained, pack } from '../packing/install.ts';
import { RepositoryCopy } from './copy.ts';

interface Counts {
  readonly counts: readonly { readonly operation: string; readonly count: number }[];
}

/** What a plugin of the template counted, by operation. */
async function countsOf(nodeRed: NodeRedProcess, area: string): Promise<Record<string, number>> {
  const { status, body, text } = await nodeRed.request<Counts>('GET', `/millwright/${area}/counts`);
  assert.equal(status, 200, text);
  return Object.fromEntries(body.counts.map(({ operation, count }) => [operation, count]));
}

const tab = { id: 'tab', type: 'tab', label: 'New' };

describe('npm run new', function () {
  this.timeout(240_000);
  let copy: RepositoryCopy;

  before(() => {
    copy = new RepositoryCopy();
  });
  after(() => copy?.remove());

  const refused: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /New is what\?[\s\S]*npm run new plugin/],
    [['widget', 'dial'], /no template of a "widget"[\s\S]*npm run new plugin/],
    [['node'], /What is the node to be called\?/],
    [['plugin', 'heat-map', 'dial'], /One name at a time/],
    [['plugin', '../outside'], /cannot be the name of a plugin[\s\S]*such as heat-map/],
    [['node', 'modbus/read'], /has a node mw-modbus-read already/],
  ];
  it('refuses what cannot be made, says what to do, and leaves everything as it is', () => {
    for (const [args, message] of refused) {
      const { status, output } = copy.run('new', ...args);
      assert.equal(status, 1, output);
      assert.match(output, message);
      assert.doesNotMatch(output, /\n\s+at /, 'no stack');
    }
    assert.equal(copy.changes(), '');
  });

  it('takes back what it wrote when it cannot finish', () => {
    const biome = join(copy.directory, 'node_modules/@biomejs');
    renameSync(biome, `${biome}-away`);
    try {
      const { status, output } = copy.run('new', 'plugin', 'heat-map');
      assert.equal(status, 1, output);
      assert.match(output, /could not be formatted[\s\S]*Nothing was kept/);
    } finally {
      renameSync(`${biome}-away`, biome);
    }
    assert.equal(copy.changes(), '');
    assert.equal(existsSync(join(copy.directory, 'plugins/heat-map')), false);
  });

  describe('what it makes', () => {
    before(() => {
      for (const args of [
        ['plugin', 'heat-map'],
        ['node', 'modbus/pick-one'],
        ['node', 'oven/sieve'],
        ['node', 'oven/second-sieve'],
      ]) {
        const { status, output } = copy.run('new', ...args);
        assert.equal(status, 0, output);
        assert.match(output, /npm run dev/);
      }
      // The tests of the pages read what git knows.
      copy.commit();
    });

    it('stands in the list of its pack, with the version that all packages share', () => {
      const manifest = (path: string) =>
        JSON.parse(readFileSync(join(copy.directory, path, 'package.json'), 'utf8'));
      assert.ok('mw-modbus-pick-one' in manifest('nodes/modbus')['node-red'].nodes);
      assert.deepEqual(Object.keys(manifest('nodes/oven')['node-red'].nodes), [
        'mw-oven-sieve',
        'mw-oven-second-sieve',
      ]);
      const { version } = JSON.parse(readFileSync(join(copy.directory, 'lerna.json'), 'utf8'));
      for (const path of ['plugins/heat-map', 'nodes/oven']) assert.equal(manifest(path).version, version);
    });

    it('has right types, is formatted and passes the lint', () => {
      const { status, output } = copy.run('check');
      assert.equal(status, 0, output);
      assert.match(output, /All clean/);
    });

    it('is built, and passes its own tests and those of the house', () => {
      const areas = ['architecture', 'docs', 'errors', 'texts'].map((area) => `test/${area}/`);
      const { status, output } = copy.run(
        'test',
        'plugins/heat-map/',
        'nodes/modbus/',
        'nodes/oven/',
        ...areas,
      );
      assert.equal(status, 0, output);
      assert.match(output, /\d+ passed, 0 failed, 0 skipped/);
      for (const title of ['mw-oven-second-sieve', 'mw-modbus-pick-one', 'node-red-heat-map'])
        assert.ok(output.includes(title), `${title} was tested`);
      assert.equal(copy.changes(), '', 'what is built is not for git');
    });

    it('is packed as every package of the repository', () => {
      for (const path of ['plugins/heat-map', 'nodes/oven'])
        assertSelfContained(pack(join(copy.directory, path), copy.directory));
    });

    for (const target of targets()) {
      it(`works in ${target.title}`, async function () {
        const node = (id: string, type: string, wires: readonly string[], more: object = {}) => ({
          id,
          type,
          z: 'tab',
          x: 100,
          y: 100,
          wires: [wires],
          ...more,
        });
        const flows = [
          tab,
          node('go', 'inject', ['first'], { props: [{ p: 'payload' }], payload: 'x', payloadType: 'str' }),
          node('first', 'mw-modbus-pick-one', ['second'], { schema: 1, name: '', every: 2 }),
          node('second', 'mw-oven-sieve', ['third'], { schema: 1, name: '', every: 1 }),
          node('third', 'mw-oven-second-sieve', ['seen'], { schema: 1, name: '', every: 1 }),
          node('seen', 'debug', [], { active: true, console: true, complete: 'true', tosidebar: false }),
        ];
        const nodeRed = await startNodeRed({
          target,
          without: 'all',
          packages: [
            join(copy.directory, 'plugins/heat-map'),
            join(copy.directory, 'nodes/oven'),
            copy.renamed('nodes/modbus', 'modbus-and-more'),
          ],
        });
        try {
          assert.deepEqual(await countsOf(nodeRed, 'heat-map'), {});
          const from = nodeRed.log.length;
          assert.equal((await nodeRed.deploy(flows)).status, 200);
          await nodeRed.waitForLog(/Started flows/, { from });
          for (let click = 0; click < 2; click += 1)
            assert.equal((await nodeRed.request('POST', '/inject/go')).status, 200);
          await nodeRed.waitForLog(/payload: 'x'[\s\S]*count: 1\b/);
          assert.deepEqual(await countsOf(nodeRed, 'heat-map'), { 'flows.deploy': 1, inject: 2 });

          const reset = (operation: string) =>
            nodeRed.request<{ code: string }>('POST', `/millwright/heat-map/counts/${operation}/reset`);
          assert.equal((await reset('flows.deploy')).status, 204);
          assert.deepEqual(await countsOf(nodeRed, 'heat-map'), { inject: 2, 'heat-map.reset': 1 });
          const unknown = await reset('flows.deploy');
          assert.equal(unknown.status, 404);
          assert.equal(unknown.body.code, 'heat-map.not-counted');

          if (editorTargets().some(({ title }) => title === target.title)) await useSidebar(this, nodeRed);
        } finally {
          await nodeRed.stop();
        }
      });
    }

    /** The sidebar of the new plugin, in German: what is counted, reset with its button. */
    async function useSidebar(context: Mocha.Context, nodeRed: NodeRedProcess): Promise<void> {
      const { page, errors, close } = await openEditor(context, nodeRed, { language: 'de' });
      try {
        await page.evaluate(() =>
          (globalThis as unknown as { RED: { sidebar: { show(id: string): void } } }).RED.sidebar.show(
            'millwright-heat-map',
          ),
        );
        const section = page.locator('section[aria-label="Heat map"]');
        await section.getByText('heat-map.reset').waitFor();
        await section.getByRole('button', { name: 'Verstanden' }).click();
        assert.deepEqual(await seriousViolations(page, 'section[aria-label="Heat map"]'), []);
        await nodeRed.deploy([tab]);
        await section.getByText('flows.deploy').waitFor();
        await section.getByRole('button', { name: 'Den Zähler von flows.deploy zurücksetzen' }).click();
        await section.getByText('flows.deploy', { exact: true }).waitFor({ state: 'detached' });
        assert.deepEqual(errors, []);
      } finally {
        await close();
      }
    }
  });
});

describe('a plugin scaffolded for a test', function () {
  this.timeout(120_000);
  let into: string;

  before(async () => {
    into = await mkdtemp(join(tmpdir(), 'millwright-scaffold-'));
  });
  after(() => rm(into, { recursive: true, force: true }));

  it('is built outside of the repository, in the version asked for, and runs', async () => {
    const folder = scaffoldPlugin({ into, name: 'probe-of-test', version: '7.8.9' });
    const loadable = readLoadable(folder);
    assert.ok(loadable);
    await buildPackage(loadable);
    const nodeRed = await startNodeRed({ without: 'all', packages: [folder] });
    try {
      await nodeRed.deploy([tab]);
      assert.deepEqual(await countsOf(nodeRed, 'probe-of-test'), { 'flows.deploy': 1 });
      const { body } = await nodeRed.request<{ copies: readonly { version: string }[] }>(
        'GET',
        '/millwright/door/status',
      );
      assert.deepEqual(
        body.copies.map(({ version }) => version),
        ['7.8.9'],
      );
    } finally {
      await nodeRed.stop();
    }
    assert.throws(() => scaffoldPlugin({ into, name: 'probe-of-test' }), /is there already/);
  });
});
