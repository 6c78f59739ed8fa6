import assert from 'node:assert/strict';
import type { WidgetAnswer } from '@millwright/schema';
import {
  type DashboardPage,
  dashboardTargets,
  type NodeRedProcess,
  openDashboard,
  startDashboard,
  waitFor,
} from '@millwright/testing';
import type { LinesAnswer } from '../../nodes/dashboard/src/common/trend-wire.ts';
import { RawClient } from './raw-client.ts';
import { csvOf, feed, pensOf, place, trendFlows, trendNode } from './trend-page.ts';

const flows = [
  // What is fed goes to the store alone.
  ...trendFlows(trendNode({ store: 'store', alarms: 'engine' }), {}, 'record'),
  { id: 'store', type: 'mw-sample-store', schema: 1, name: 'Samples', days: 90, megabytes: 100, within: 1 },
  {
    id: 'record',
    type: 'mw-record',
    schema: 1,
    z: 'tab',
    ...place,
    name: '',
    store: 'store',
    tags: [],
    wires: [['alarm']],
  },
  { id: 'engine', type: 'mw-alarm-engine', schema: 1, name: 'Line 2', days: 30 },
  {
    id: 'alarm',
    type: 'mw-alarm',
    schema: 1,
    z: 'tab',
    ...place,
    name: '',
    engine: 'engine',
    text: 'Oven too hot',
    area: 'Oven',
    priority: '2',
    tag: 'T101',
    unit: '°C',
    condition: 'limit',
    level: 'hi',
    at: 90,
    deadband: 0,
    wires: [[]],
  },
];

for (const target of dashboardTargets()) {
  describe(`the trend of a store on the ${target.title}`, function () {
    this.timeout(60_000);
    let nodeRed: NodeRedProcess;
    let opened: DashboardPage | undefined;

    const says = (wanted: RegExp): Promise<unknown> =>
      waitFor(`the first pen to say ${wanted}`, async () => {
        const [first = ''] = opened ? await pensOf(opened.page) : [];
        if (wanted.test(first)) return true;
        throw new Error(first);
      });

    /** The request that feeds is answered before its message has reached the store. */
    const arrived = async (value: number): Promise<void> => {
      const raw = await RawClient.connect(nodeRed);
      let number = 0;
      await waitFor(
        'the store to have the samples',
        async () => {
          number += 1;
          const now = Date.now();
          const body = { from: now - 60_000, to: now, pixels: 100 };
          await raw.emit('widget-change', 'trend', { number, ask: 'lines', body });
          const answer = await raw.heard(
            'mw-answer:trend',
            (each) => (each as WidgetAnswer).number === number,
          );
          return ((answer as WidgetAnswer).json as LinesAnswer).newest[0]?.value === value;
        },
        { every: 100 },
      );
      await raw.close();
    };

    before(async function () {
      nodeRed = await startDashboard(this, target, { flows });
    });
    after(async () => {
      await opened?.close();
      await nodeRed?.stop();
    });

    it('shows after a restart what was kept before, before any message comes, on a page that stayed open', async function () {
      const now = Date.now();
      const samples = [3, 2, 1].map((ago, index) => ({
        tag: 'T101',
        value: index + 1,
        quality: 'good',
        ts: now - ago * 1_000,
      }));
      await feed(nodeRed, { samples });
      await arrived(3);
      opened = await openDashboard(this, nodeRed);
      await says(/^Temperature 3\.0 °C ▼ below limit$/);
      const lost = opened.page.getByRole('alert').filter({ hasText: 'No connection to Node-RED' });
      await Promise.all([lost.waitFor(), nodeRed.restart({ port: nodeRed.port })]);
      await lost.waitFor({ state: 'detached' });
      await says(/^Temperature 3\.0 °C ▼ below limit$/);
      const rows = await csvOf(opened.page);
      assert.deepEqual(
        rows.map((row) => row.split(',')[2]),
        // Nothing is known of the time in which Node-RED did not run.
        ['1', '2', '3', ''],
      );
    });

    it('shows what is kept from now on, also that it is bad', async () => {
      await feed(nodeRed, { sample: { tag: 'T101', value: 50, quality: 'good', ts: Date.now() } });
      await says(/^Temperature 50\.0 °C$/);
      await feed(nodeRed, { sample: { tag: 'T101', value: null, quality: 'bad', ts: Date.now() } });
      await says(/^Temperature – °C \? bad quality$/);
      await opened?.page.reload();
      await says(/^Temperature – °C \? bad quality$/);
      assert.deepEqual(opened?.errors, []);
    });

    it('marks when alarms of its tags came and went, and says where that is not known', async () => {
      const page = opened?.page;
      assert.ok(page);
      const plot = page.locator('.mw-trend-plot');
      const told = (wanted: RegExp): Promise<unknown> =>
        waitFor(`the trend to tell ${wanted}`, async () => {
          const text = (await plot.getAttribute('aria-label')) ?? '';
          if (wanted.test(text)) return true;
          throw new Error(text);
        });
      const time = String.raw`\d+:\d\d:\d\d.[AP]M`;
      await feed(nodeRed, { sample: { tag: 'T101', value: 95, quality: 'good', ts: Date.now() } });
      await told(new RegExp(`Oven too hot \\(priority 2\\) came ${time}, stands$`));
      await feed(nodeRed, { sample: { tag: 'T101', value: 50, quality: 'good', ts: Date.now() } });
      await told(new RegExp(`Oven too hot \\(priority 2\\) came ${time}, went ${time}$`));
      await page.getByRole('button', { name: 'Table' }).click();
      const row = page.locator('.mw-trend-alarms tbody tr');
      await row.filter({ hasText: /^Oven too hot \(priority 2\)came .*went / }).waitFor();
      await page.getByRole('button', { name: 'Table' }).click();
      const from = nodeRed.log.length;
      const without = flows.filter(
        (node) => !('id' in node && (node.id === 'engine' || node.id === 'alarm')),
      );
      await nodeRed.deploy(without, { type: 'nodes' });
      await nodeRed.waitForLog(/Started modified nodes/, { from });
      await page
        .locator('.mw-trend-unknown', { hasText: 'Alarms are not known: their engine does not run' })
        .waitFor();
      await nodeRed.deploy(flows, { type: 'nodes' });
      await told(new RegExp(`Oven too hot .* came ${time}, went ${time}$`));
      assert.deepEqual(opened?.errors, []);
    });

    it('says where it gets messages that would be for the store', async () => {
      const from = nodeRed.log.length;
      const wired = flows.map((node) =>
        'id' in node && node.id === 'record' ? { ...node, wires: [['trend']] } : node,
      );
      await nodeRed.deploy(wired, { type: 'nodes' });
      await nodeRed.waitForLog(/Started modified nodes/, { from });
      await feed(nodeRed, { topic: 'T101', payload: 1 });
      await nodeRed.waitForLog(/send them there/, { from });
    });
  });
}
