import assert from 'node:assert/strict';
import { createFillerPlc, type SimulatedPlc } from '@millwright/simulators';
import {
  type EditorOptions,
  type EditorPage,
  editorTargets,
  freePort,
  type NodeRedProcess,
  openEditor,
  startNodeRed,
} from '@millwright/testing';
import type { Context } from 'mocha';
import type { Locator, Page } from 'playwright-core';
import { seriousViolations, textsOf } from './node-dialog.ts';

const connection = (id: string, name: string, port: number) => ({
  id,
  type: 'mw-modbus-connection',
  schema: 1,
  name,
  host: '127.0.0.1',
  port,
  timeout: 1000,
});
const watched = (id: string, y: number) => [
  {
    id: `${id}-tags`,
    type: 'mw-modbus-tags',
    schema: 1,
    name: '',
    connection: id,
    unit: 1,
    tags: [
      {
        name: 'state',
        area: 'input-register',
        address: '0',
        type: 'uint16',
        byteOrder: 'table',
        access: 'read',
      },
    ],
  },
  {
    id: `${id}-watch`,
    type: 'mw-modbus-watch',
    z: 'tab',
    schema: 1,
    name: '',
    tags: `${id}-tags`,
    interval: 200,
    x: 200,
    y,
    wires: [[]],
  },
];

for (const target of editorTargets()) {
  describe(`the PLC sidebar in ${target.title}`, () => {
    let plc: SimulatedPlc;
    let nodeRed: NodeRedProcess;
    let editor: EditorPage | undefined;

    before(async () => {
      ({ plc } = createFillerPlc({ port: 0, seed: 7, speed: 60 }));
      await plc.listen();
      nodeRed = await startNodeRed({
        target,
        flows: [
          { id: 'tab', type: 'tab', label: 'Filler' },
          connection('filler', 'Filler PLC', plc.port),
          connection('gone', 'Old PLC', await freePort()),
          ...watched('filler', 80),
          ...watched('gone', 140),
        ],
      });
    });
    after(async () => {
      await nodeRed?.stop();
      await plc?.close();
    });
    const open = async (
      context: Context,
      options: EditorOptions = {},
    ): Promise<{ page: Page; sidebar: Locator }> => {
      editor = await openEditor(context, nodeRed, options);
      const { page } = editor;
      await page.evaluate(() =>
        (globalThis as unknown as { RED: { actions: { invoke(name: string): void } } }).RED.actions.invoke(
          'millwright:show-plc-tab',
        ),
      );
      const sidebar = page.locator('#millwright-plc-sidebar');
      await sidebar.waitFor();
      return { page, sidebar };
    };
    afterEach(async () => {
      const errors = editor?.errors ?? [];
      await editor?.close();
      editor = undefined;
      assert.deepEqual(errors, []);
    });

    for (const language of ['en-US', 'de'])
      it(`says how each connection fares, in ${language}`, async function () {
        const { page, sidebar } = await open(this, { language });
        const filler = sidebar.getByRole('article', { name: 'Filler PLC' });
        await filler.getByText('online').waitFor();
        await sidebar
          .getByRole('article', { name: 'Old PLC' })
          .getByText(/retry in|erneut in/)
          .waitFor();
        const summary = filler.locator('summary');
        assert.match((await textsOf(summary)).join(), /\d+ (requests?|Anfragen?) · [\d.,]+ ms/);
        await summary.click();
        assert.match(
          (await textsOf(filler.locator('dd'))).join(),
          /p50 .* ms, p99 .* ms.* (in|ein), .* (out|aus)/,
        );
        assert.equal((await textsOf(sidebar)).join().includes('connections.'), false, 'every text is there');
        assert.deepEqual(await seriousViolations(page, '#millwright-plc-sidebar'), []);
      });

    it('says when there is nothing, and when it cannot be known', async function () {
      let mayKnow = true;
      const { sidebar } = await open(this, {
        beforeLoad: (page) =>
          page.route('**/millwright/modbus/status*', (route) =>
            mayKnow
              ? route.fulfill({ json: { connections: [] } })
              : route.fulfill({ status: 403, json: { code: 'runtime.not-allowed', message: 'No' } }),
          ),
      });
      await sidebar.getByText('No Modbus connection runs').waitFor();
      mayKnow = false;
      await sidebar.getByText('You can’t see this').waitFor();
    });
  });
}
