import assert from 'node:assert/strict';
import { createFillerPlc, type SimulatedPlc } from '@millwright/simulators';
import {
  type EditorOptions,
  editorTargets,
  freePort,
  type NodeRedProcess,
  startNodeRed,
} from '@millwright/testing';
import type { Context } from 'mocha';
import { setSidebarWidth } from './history-page.ts';
import { asConnections, connection, partly, troubled, well } from './modbus-statuses.ts';
import { seriousViolations, textsOf } from './node-dialog.ts';
import { openSidebarPage, type SidebarPage, settled, tooWide } from './sidebar-page.ts';

const plcConnection = (id: string, name: string, port: number) => ({
  id,
  type: 'mw-modbus-connection',
  schema: 1,
  name,
  host: '127.0.0.1',
  port,
  timeout: 1000,
});
const server = (id: string, name: string, port: number, y: number) => ({
  id,
  type: 'mw-modbus-server',
  z: 'tab',
  schema: 1,
  name,
  host: '127.0.0.1',
  port,
  tags: [{ name: 'level', area: 'holding-register', address: '0', type: 'uint16', access: 'read-write' }],
  x: 200,
  y,
  wires: [[]],
});
const watched = (id: string, y: number) => [
  {
    id: `${id}-tags`,
    type: 'mw-modbus-tags',
    schema: 1,
    name: `Tags of ${id}`,
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
    let shown: SidebarPage | undefined;

    before(async () => {
      ({ plc } = createFillerPlc({ port: 0, seed: 7, speed: 60 }));
      await plc.listen();
      const served = await freePort();
      nodeRed = await startNodeRed({
        target,
        flows: [
          { id: 'tab', type: 'tab', label: 'Filler' },
          plcConnection('filler', 'Filler PLC', plc.port),
          server('served', 'Control room', served, 200),
          // Where the simulated PLC listens already.
          server('deaf', 'Old server', plc.port, 260),
          plcConnection('gone', 'Old PLC', await freePort()),
          ...watched('filler', 80),
          ...watched('gone', 140),
        ],
      });
    });
    after(async () => {
      await nodeRed?.stop();
      await plc?.close();
    });
    const open = async (context: Context, options: EditorOptions = {}): Promise<SidebarPage> => {
      shown = await openSidebarPage('plc', context, nodeRed, options);
      return shown;
    };
    afterEach(async () => {
      const errors = shown?.editor.errors ?? [];
      await shown?.close();
      shown = undefined;
      assert.deepEqual(errors, []);
    });

    for (const language of ['en-US', 'de'])
      it(`says how each connection fares, in ${language}`, async function () {
        const { page, section, rows } = await open(this, { language });
        const filler = rows.filter({ hasText: 'Filler PLC' });
        await filler.getByText('online').waitFor();
        const gone = rows.filter({ hasText: 'Old PLC' });
        await gone.getByText(/retry in|erneut in/).waitFor();
        await gone.getByText(/nothing listens|nimmt niemand an/).waitFor();
        await page
          .locator('.mw-foot')
          .getByText(
            /Old PLC (not reached|nicht erreicht) · Old server .* · 1 (connection|Verbindung) online · 1 Server /i,
          )
          .waitFor();
        await filler.click();
        const tray = await settled(page, page.locator('.mw-tray'));
        await tray.getByText('Tags of filler').waitFor();
        await tray.getByText(/p50 .* ms, p99 .* ms/).waitFor();
        const all = [...(await textsOf(section)), ...(await textsOf(tray))].join();
        assert.doesNotMatch(all, /(connections|details|foot)\.\w/, 'every text is there');
        assert.deepEqual(await seriousViolations(page, '#millwright-plc-sidebar'), []);
        assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
        await page.keyboard.press('Escape');
        await tray.waitFor({ state: 'detached' });
        await rows
          .filter({ hasText: 'Control room' })
          .getByText(/^(listening|lauscht)$/)
          .waitFor();
        const deaf = rows.filter({ hasText: 'Old server' });
        await deaf.getByText(/(Another program has|Ein anderes Programm hat) .*port/i).waitFor();
        await deaf.click();
        const serverTray = await settled(page, page.getByRole('region', { name: 'Server Old server' }));
        await serverTray.getByText(/^(Clients turned away|Abgewiesene Clients)$/).waitFor();
        const told = (await textsOf(serverTray)).join();
        assert.doesNotMatch(told, /(connections|details|servers)\.\w/, 'every text is there');
        assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      });

    it('is worked by keyboard: / filters, arrows move, Enter opens, Escape comes back', async function () {
      const { page, section, rows } = await open(this, { beforeLoad: asConnections(troubled) });
      await rows.filter({ hasText: 'Press PLC' }).waitFor();
      assert.equal(await rows.count(), troubled.length);
      const list = section.getByRole('listbox');
      await list.focus();
      await page.keyboard.press('/');
      await page.keyboard.type('unit 7');
      await rows.filter({ hasText: 'Press PLC' }).waitFor({ state: 'detached' });
      assert.deepEqual((await textsOf(rows)).length, 1);
      await page.keyboard.press('Escape');
      await rows.filter({ hasText: 'Press PLC' }).waitFor();
      await list.focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      const tray = page.getByRole('region', { name: 'Connection Filler PLC' });
      await settled(page, tray);
      await page.keyboard.press('Escape');
      await tray.waitFor({ state: 'detached' });
      await page.waitForFunction(() => document.activeElement?.id === 'mw-plc-list');
      await page.keyboard.press('/');
      await page.keyboard.type('nothing has this');
      await section.getByText('No connection matches').waitFor();
      await section.getByRole('button', { name: 'Show all' }).click();
      await rows.filter({ hasText: 'Press PLC' }).waitFor();
    });

    it('says at its foot how all of them fare, and leads to the one that fares worst', async function () {
      let told = well;
      const { page, rows } = await open(this, {
        beforeLoad: (each) =>
          each.route('**/millwright/modbus/status*', (route) =>
            route.fulfill({ json: { connections: told, servers: [] } }),
          ),
      });
      const foot = page.locator('.mw-foot button:visible');
      await foot.getByText('● 2 connections online · 1 not in use').waitFor();
      told = partly;
      await foot.getByText('▲ 3 connections online · 2 units left alone · 1 not in use').waitFor();
      told = troubled;
      await foot.getByText('■ Press PLC not reached · 3 connections online').waitFor();
      await foot.click();
      const active = rows.and(page.locator('.mw-list-active'));
      await active.filter({ hasText: 'Press PLC' }).waitFor();
      await page.keyboard.press('Enter');
      const tray = page.getByRole('region', { name: 'Connection Press PLC' });
      await tray
        .getByText(/^12 · .*nothing listens on this port/)
        .first()
        .waitFor();
      told = well;
      await tray.getByText('does not run any more').waitFor();
    });

    it('says where a connection without a name is once', async function () {
      const unnamed = connection('', '10.4.1.77', { id: 'unnamed' });
      const { rows } = await open(this, { beforeLoad: asConnections([unnamed]) });
      await rows.getByText('TCP · 3.4 ms', { exact: true }).waitFor();
      assert.equal(await rows.getByText('10.4.1.77:502').count(), 1);
    });

    it('covers nothing of its head where it is short and someone is logged in', async function () {
      const { page, section, rows } = await open(this, { beforeLoad: asConnections(troubled) });
      await page.setViewportSize({ width: 1280, height: 420 });
      await page.evaluate(() => {
        const { RED } = globalThis as unknown as { RED: { settings: { user?: object } } };
        RED.settings.user = { username: 'anna' };
      });
      // The next look draws the head anew.
      await section.locator('.mw-head-link').waitFor({ state: 'detached' });
      await rows.first().waitFor();
      await section.locator('.mw-chip').click({ trial: true });
    });

    it('fits 180 px', async function () {
      const { page, section, rows } = await open(this, { beforeLoad: asConnections(troubled) });
      await rows.first().waitFor();
      await setSidebarWidth(page, 180);
      assert.deepEqual(await tooWide(section, ['mw-symbol']), []);
    });

    it('says when there is nothing, when it may not be known, and when it is old', async function () {
      let answer: 'nothing' | 'some' | 'gone' | 'refused' = 'nothing';
      const { section, rows } = await open(this, {
        beforeLoad: (page) =>
          page.route('**/millwright/modbus/status*', (route) => {
            if (answer === 'gone') return route.abort();
            if (answer === 'refused')
              return route.fulfill({ status: 403, json: { code: 'runtime.not-allowed', message: 'No' } });
            return route.fulfill({ json: { connections: answer === 'some' ? well : [], servers: [] } });
          }),
      });
      await section.getByText('No Modbus connection runs').waitFor();
      answer = 'some';
      await rows.first().waitFor();
      answer = 'gone';
      await section.getByText(/What is shown is from .* Node-RED does not answer/).waitFor();
      assert.equal(await rows.count(), well.length);
      answer = 'refused';
      await section.getByText('You can’t see this').waitFor();
    });
  });
}
