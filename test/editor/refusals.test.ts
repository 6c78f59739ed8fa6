import assert from 'node:assert/strict';
import {
  type EditorPage,
  editorTargets,
  type NodeRedProcess,
  openEditor,
  type Skippable,
  startNodeRed,
  variants,
} from '@millwright/testing';
import type { Page } from 'playwright-core';
import { ProbeClient, tab } from '../runtime/probe-client.ts';
import { Probes } from '../runtime/probes.ts';
import { renameTab, shown } from './history-page.ts';

const injectNode = {
  id: 'i1',
  type: 'inject',
  z: 'a',
  name: 'press',
  props: [{ p: 'payload' }],
  repeat: '',
  crontab: '',
  once: false,
  topic: '',
  payload: '',
  payloadType: 'date',
  x: 140,
  y: 80,
  wires: [[]],
};
const debugNode = {
  id: 'd1',
  type: 'debug',
  z: 'a',
  name: 'out',
  active: true,
  tosidebar: true,
  console: false,
  tostatus: false,
  complete: 'payload',
  targetType: 'msg',
  x: 340,
  y: 80,
  wires: [],
};
const flows = [tab('a'), injectNode, debugNode];

/** What is in it must never run, be filled in, or be nested. */
const hostile =
  '<img src=x onerror="window.hostile = 1"> rule "Night" denies __message__ $t(deploy.deployFailed) & more';
const told = { code: 'press.denied', message: hostile };
/** In the editor's own words around it, and in a notification of ours. */
const sentence = `${hostile} (Code: press.denied)`;
const ownNotice = `${hostile} Code: press.denied`;

/** Answers the requests that match as a plugin that guards this would. */
const refuse = (page: Page, method: string, pattern: RegExp, answer: object = told): Promise<unknown> =>
  page.route(pattern, (route) =>
    route.request().method() === method ? route.fulfill({ status: 403, json: answer }) : route.fallback(),
  );

const ran = (page: Page): Promise<unknown> =>
  page.evaluate(() => (globalThis as { hostile?: unknown }).hostile ?? null);

interface Editor {
  readonly RED: {
    readonly actions: { invoke(name: string): void };
  };
  readonly jQuery: {
    ajax(options: object): { always(done: () => void): void };
  };
}

for (const target of editorTargets()) {
  describe(`a refusal in the editor of ${target.title}`, () => {
    const probes = new Probes();
    let nodeRed: NodeRedProcess;
    let probe: ProbeClient;
    let open: EditorPage | undefined;

    before(async () => {
      await probes.build();
      nodeRed = await startNodeRed({
        target,
        packages: [await probes.make({ id: 'probe' })],
        flows,
        settings: 'runtimeState: { enabled: true, ui: true },',
      });
      probe = new ProbeClient(nodeRed);
    });
    after(async () => {
      await nodeRed?.stop();
      await probes.remove();
    });
    afterEach(async () => {
      await open?.close();
      open = undefined;
    });

    const enter = async (context: Skippable, language = 'en-US'): Promise<Page> => {
      open = await openEditor(context, nodeRed, { language });
      await open.page.locator('#millwright-history-sidebar').waitFor({ state: 'attached' });
      return open.page;
    };
    /** The one notification that says it. */
    const notice = async (page: Page, text: string): Promise<string> => {
      const found = page.locator('.red-ui-notification').filter({ hasText: text });
      await found.first().waitFor();
      assert.equal(await found.count(), 1);
      return ((await found.textContent()) ?? '').replace(/\s+/g, ' ').trim();
    };
    const deploy = (page: Page): Promise<void> => page.locator('#red-ui-header-button-deploy').click();

    it('of a deploy is said in a sentence, and the work stays in the editor', async function () {
      const page = await enter(this);
      await renameTab(page, 'a', 'Oven 3');
      await probe.while('authorise', 'refuse', async () => {
        await deploy(page);
        assert.equal(
          await notice(page, 'Deploy failed'),
          'Deploy failed: The probe says ‹b›no‹/b› in authorise (Code: probe.refused)',
        );
      });
      assert.deepEqual(await shown(page, 'a'), {
        rev: (await nodeRed.flows()).rev,
        label: 'Oven 3',
        dirty: true,
      });
      assert.deepEqual(open?.errors, []);
    });

    for (const language of variants(['de', 'en-US']))
      it(`because of another operation names who, what and since when (${language})`, async function () {
        const page = await enter(this, language);
        await renameTab(page, 'a', 'Oven 4');
        const text = await probe.holding(['flows'], async () => {
          await deploy(page);
          return notice(page, 'runtime.busy');
        });
        const expected = {
          'en-US':
            /^Deploy failed: probe\.hold by someone without a log-in has been running since \d+:\d\d:\d\d [AP]M and holds the flows\. Nothing was changed\. Try again in a moment\. \(Code: runtime\.busy\)$/,
          de: /probe\.hold von jemandem ohne Anmeldung läuft seit \d\d:\d\d:\d\d und hält die Flows\. Nichts wurde geändert\. Versuchen Sie es gleich noch einmal\. \(Code: runtime\.busy\)$/,
        };
        assert.match(text.replace(/\u202f/g, ' '), expected[language as 'de']);
        assert.equal((await shown(page, 'a')).dirty, true);
      });

    it('stays text where the editor takes markup: deploy, restart, stop', async function () {
      const page = await enter(this);
      await refuse(page, 'POST', /\/flows(\/state)?$/);
      await renameTab(page, 'a', 'Oven 5');
      await deploy(page);
      assert.equal(await notice(page, 'Deploy failed'), `Deploy failed: ${sentence}`);
      for (const [action, expected] of [
        ['core:restart-flows', `Deploy failed: ${sentence}`],
        ['core:stop-flows', `Error: ${sentence}`],
      ] as const) {
        await page.evaluate(() => {
          for (const element of document.querySelectorAll('.red-ui-notification')) element.remove();
        });
        await page.evaluate((name) => (globalThis as unknown as Editor).RED.actions.invoke(name), action);
        assert.equal(await notice(page, 'press.denied'), expected, action);
      }
      assert.equal(await ran(page), null);
      assert.deepEqual(open?.errors, []);
    });

    it('of the inject button and of a debug node is said, where the editor would not give the reason', async function () {
      const page = await enter(this);
      await refuse(page, 'POST', /\/(inject|debug)\//);
      await page.locator('#i1 .red-ui-flow-node-button-button').click();
      assert.equal(await notice(page, 'press.denied'), ownNotice);
      await page.locator('.red-ui-notification').first().click();
      await page.locator('.red-ui-notification').first().waitFor({ state: 'detached' });
      await page.locator('#d1 .red-ui-flow-node-button-button').click();
      assert.equal(await notice(page, 'press.denied'), ownNotice);
      assert.equal(await ran(page), null);
      assert.deepEqual(open?.errors, []);
    });

    it('of the server itself is said for each of them', async function () {
      const page = await enter(this);
      await probe.while('authorise', 'refuse', async () => {
        for (const act of [
          () => page.locator('#i1 .red-ui-flow-node-button-button').click(),
          () => page.locator('#d1 .red-ui-flow-node-button-button').click(),
          () => page.evaluate(() => (globalThis as unknown as Editor).RED.actions.invoke('core:stop-flows')),
          () =>
            page.evaluate(
              () =>
                void (globalThis as unknown as Editor).jQuery.ajax({
                  type: 'DELETE',
                  url: 'context/global/speed?store=memory',
                }),
            ),
        ]) {
          await act();
          assert.match(await notice(page, 'probe.refused'), /The probe says .b.no.\/b. in authorise/);
          await page.locator('.red-ui-notification').first().click();
          await page.locator('.red-ui-notification').first().waitFor({ state: 'detached' });
          await page.locator('.red-ui-deploy-button-spinner').waitFor({ state: 'hidden' });
        }
      });
      assert.equal(await page.locator('.red-ui-notification').count(), 0);
      assert.deepEqual(open?.errors, []);
    });

    it("leaves the inject button's own words to every other failure", async function () {
      const page = await enter(this);
      await page.route(/\/inject\//, (route) => route.fulfill({ status: 404, body: 'Not found' }));
      await page.locator('#i1 .red-ui-flow-node-button-button').click();
      await notice(page, 'node not deployed');
      assert.deepEqual(open?.errors, []);
    });

    it('of a deletion of context, of a library entry and of a package is said', async function () {
      const page = await enter(this);
      await refuse(page, 'DELETE', /\/context\/|\/nodes\//);
      await refuse(page, 'POST', /\/library\//);
      const read = (type: string, url: string): Promise<{ text: string; message: unknown }> =>
        page.evaluate(
          ([method, address]) =>
            new Promise((resolve) => {
              const request = (globalThis as unknown as Editor).jQuery.ajax({ type: method, url: address });
              request.always(() => {
                const { responseText, responseJSON } = request as unknown as {
                  responseText: string;
                  responseJSON?: { message: unknown };
                };
                resolve({ text: responseText, message: responseJSON?.message });
              });
            }),
          [type, url] as const,
        );
      await read('DELETE', 'context/global/speed?store=memory');
      assert.equal(await notice(page, 'press.denied'), ownNotice);
      const asHtml = (html: string): Promise<string> =>
        page.evaluate((markup) => {
          const element = document.createElement('p');
          element.innerHTML = markup;
          return element.children.length === 0 ? (element.textContent ?? '') : 'has elements';
        }, html);
      assert.equal(await asHtml((await read('POST', 'library/local/flows/x.json')).text), sentence);
      assert.equal(await asHtml(String((await read('DELETE', 'nodes/some-nodes')).message)), sentence);
      assert.equal(await ran(page), null);
    });

    it("is Node-RED's own where the code is Node-RED's, and once no package of ours runs any more", async function () {
      const page = await enter(this);
      const foreign = { code: 'unexpected_error', message: 'disk' };
      await refuse(page, 'POST', /\/flows$/, foreign);
      await renameTab(page, 'a', 'Oven 6');
      await deploy(page);
      assert.equal(await notice(page, 'Deploy failed'), `Deploy failed: ${JSON.stringify(foreign)}`);

      await page.evaluate(() => {
        const door = (globalThis as unknown as Record<symbol, { running: Map<string, () => void> }>)[
          Symbol.for('millwright.editor')
        ];
        for (const end of [...(door?.running.values() ?? [])]) end();
        for (const element of document.querySelectorAll('.red-ui-notification')) element.remove();
      });
      await page.unrouteAll();
      await refuse(page, 'POST', /\/flows$/, { code: 'press.denied', message: 'No' });
      await deploy(page);
      assert.equal(
        await notice(page, 'Deploy failed'),
        'Deploy failed: {"code":"press.denied","message":"No"}',
      );
    });
  });
}
