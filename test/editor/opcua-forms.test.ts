import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { editorTargets, freePort, variants, waitFor } from '@millwright/testing';
import type { Context } from 'mocha';
import type { Locator, Page } from 'playwright-core';
import { plant } from '../opcua/support/reading.ts';
import { type OpcUaServer, startOpcUaServer } from '../opcua/support/server.ts';
import { dialogTests } from './dialog-tests.ts';
import { columnTexts, enterCell, pasteText } from './grid-page.ts';
import {
  deploy,
  editorNode,
  leaveDialog,
  openDialog,
  seriousViolations,
  setTrayWidth,
  textsOf,
} from './node-dialog.ts';
import { settled, shownSection } from './sidebar-page.ts';

const row = (name: string, address = plant(name)) => ({ name, address, access: 'read' });

const flowsFor = (url: string) => [
  { id: 'tab', type: 'tab', label: 'Line' },
  {
    id: 'connection',
    type: 'mw-opcua-connection',
    schema: 1,
    name: 'Line',
    url,
    security: 'none',
    unsecured: true,
  },
  {
    id: 'user',
    type: 'mw-opcua-connection',
    schema: 1,
    name: 'As a user',
    url,
    identity: 'user-name',
    userName: 'line',
  },
  {
    id: 'tags',
    type: 'mw-opcua-tags',
    schema: 1,
    name: '',
    connection: 'connection',
    tags: [row('Scalar.Double'), row('Array.Int32'), row('Beyond')],
  },
  ...['read', 'write', 'watch'].map((kind, index) => ({
    id: kind,
    type: `mw-opcua-${kind}`,
    z: 'tab',
    schema: 1,
    name: '',
    tags: 'tags',
    x: 300,
    y: 80 + 60 * index,
    wires: [[]],
  })),
];

/** A table that somebody began and left: the editor asks before it deploys it. */
const wrong = {
  id: 'wrong',
  type: 'mw-opcua-tags',
  schema: 1,
  name: 'Wrong',
  connection: 'connection',
  tags: [
    row('same'),
    row('same', 'ns=2'),
    row('path', '/Objects//Speed'),
    { ...row('name'), attribute: 'DisplayName', access: 'read-write' },
  ],
};

for (const target of editorTargets()) {
  describe(`the dialogs of OPC UA in ${target.title}`, function () {
    this.timeout(60_000);
    let server: OpcUaServer;
    before(async function () {
      server = await startOpcUaServer(this);
    });
    const tests = dialogTests(target, () => flowsFor(server.url), 'node-red-opcua');
    after(() => server?.close());

    const open = async (context: Context, nodes: readonly object[], options = {}): Promise<Page> => {
      await tests.nodeRed.deploy(nodes);
      return tests.page(context, options);
    };
    const kept = (file: string): string => readFileSync(join(tests.nodeRed.userDirectory, file), 'utf8');

    it('tests a connection as it is typed, and says what the server is and that it is unsecured (node-opcua)', async function () {
      const { page, form } = await tests.dialog(this, 'connection');
      const line = form.locator('.mw-form-test');
      await line.getByRole('button', { name: 'Test' }).click();
      await line
        .getByText(/▲\s+connected to opc\.tcp:\/\/127\.0\.0\.1:\d+, [\d.]+ ms · unsecured · \S/)
        .waitFor();
      await form.getByLabel('Server').fill(`opc.tcp://127.0.0.1:${await freePort()}`);
      await line.getByRole('button', { name: 'Test' }).click();
      await line.getByText('■ The machine is there, but nothing listens on this port.').waitFor();
      await form.getByLabel('Unsecured, I know').uncheck();
      await line.getByRole('button', { name: 'Test' }).click();
      assert.deepEqual(await textsOf(form.getByRole('alert')), [
        'Without protection only where you tick this',
      ]);
      await form.getByLabel('Server').fill('http://plc');
      assert.deepEqual((await textsOf(form.getByRole('alert')))[0], 'An address such as opc.tcp://plc:4840');
      await leaveDialog(page, 'cancel');
    });

    it('hands a password to Node-RED alone, and never shows it again (node-opcua)', async function () {
      const page = await open(this, flowsFor(server.url));
      const form = await openDialog(page, 'user');
      const password = form.getByLabel('Password', { exact: true });
      assert.equal(await password.inputValue(), '');
      assert.equal(await password.getAttribute('type'), 'password');
      await password.fill('planted-in-the-dialog');
      await leaveDialog(page, 'ok');
      assert.deepEqual(await editorNode(page, 'user'), { valid: true, changed: true });
      await deploy(page);
      await waitFor('the credentials', () => kept('flows_cred.json').includes('"$"'));
      assert.doesNotMatch(kept('flows.json'), /planted|password/);
      assert.doesNotMatch(kept('flows_cred.json'), /planted/);
      await page.reload();
      const again = await openDialog(page, 'user');
      assert.equal(await again.getByLabel('Password', { exact: true }).inputValue(), '__PWRD__');
      await again.getByLabel('User name').fill('other');
      await leaveDialog(page, 'ok');
      const { flows } = await tests.nodeRed.flows();
      assert.doesNotMatch(JSON.stringify(flows), /planted|__PWRD__/);
    });

    it('takes a key as a file, says only that it is there, and takes it away again (node-opcua)', async function () {
      const page = await open(this, flowsFor(server.url));
      const form = await openDialog(page, 'user');
      await form.getByLabel('Log in').selectOption('certificate');
      const key = form.locator('.mw-form-row', { hasText: 'Private key' });
      assert.match((await textsOf(key))[0] ?? '', /none/);
      await key.locator('input[type="file"]').setInputFiles({
        name: 'key.pem',
        mimeType: 'application/x-pem-file',
        buffer: Buffer.from('-----BEGIN PRIVATE KEY-----\nplanted\n-----END PRIVATE KEY-----\n'),
      });
      await key.getByText('chosen').waitFor();
      await key.getByRole('button', { name: /Remove/ }).click();
      await key.getByText('none').waitFor();
      await leaveDialog(page, 'cancel');
    });

    it('shows live values beside the rows, and in how many requests they are read (node-opcua)', async function () {
      const { page, form } = await tests.dialog(this, 'tags');
      const live = (index: number): Locator =>
        form.locator(`[data-list="tags"] [aria-rowindex="${index + 1}"] .mw-grid-live`);
      await waitFor('the value of the first tag', async () => /0\.1/.test(await live(1).innerText()));
      assert.match(await live(2).innerText(), /-2147483648/);
      assert.match((await live(3).getAttribute('title')) ?? '', /no such node/);
      await (await enterCell(form, 'tags', 3, 'address')).fill(plant('Scalar.String'));
      await waitFor('the value at the new address', async () => /Grüße/.test(await live(3).innerText()));
      const plan = form.locator('.mw-grid-plan summary');
      assert.match((await textsOf(plan))[0] ?? '', /^3 tags in 1 request, about [\d.]+ ms$/);
      await leaveDialog(page, 'cancel');
    });

    it('says of a wrong row what is wrong where, and takes rows from a spreadsheet (node-opcua)', async function () {
      const page = await open(this, [...flowsFor(server.url), wrong]);
      assert.equal((await editorNode(page, 'wrong')).valid, false);
      const form = await openDialog(page, 'wrong');
      assert.deepEqual(await textsOf(form.getByRole('alert')), [
        'Row 2, Name: Already used in row 1',
        'Row 2, Address: No namespace: ns= has a number, nsu= a URI',
        'Row 3, Address: Between two slashes a name is missing',
        'Row 4, Access: Only the attribute Value has this',
      ]);
      await enterCell(form, 'tags', 4, 'name');
      await page.keyboard.press('ArrowDown');
      await pasteText(form, `speed\t${plant('Scalar.Float')}\tread\n`);
      assert.equal((await columnTexts(form, 'tags', 'name')).includes('speed'), true);
      await leaveDialog(page, 'cancel');
    });

    it('shows in the sidebar how the connections fare, and in red that one is unsecured (node-opcua)', async function () {
      const page = await open(this, flowsFor(server.url));
      const section = await shownSection(page, 'plc');
      const line = section.getByRole('option').filter({ hasText: 'unsecured' });
      await line.filter({ hasText: 'online' }).waitFor();
      assert.match((await textsOf(line))[0] ?? '', /Line/);
      await page
        .locator('.mw-foot')
        .getByText(/1 unsecured/)
        .waitFor();
      await line.click();
      const tray = await settled(page, page.locator('.red-ui-tray').last());
      const facts = (await textsOf(tray.locator('dd'))).join(' | ');
      assert.match(facts, /online \| opc\.tcp:\/\/127\.0\.0\.1:\d+ \| unsecured/);
      assert.match(facts, /is unsecured: whoever is on the way can read and change what is sent/);
      assert.match(facts, /3 tags/);
      assert.deepEqual(await seriousViolations(page, '.red-ui-tray'), []);
    });

    for (const look of variants([
      { theme: 'dark', language: 'de' },
      { theme: 'light', language: 'en-US' },
    ] as const)) {
      it(`fits 180 px and a wide tray, ${look.theme}, ${look.language}, and is accessible (node-opcua)`, async function () {
        const page = await open(this, [...flowsFor(server.url), wrong], look);
        for (const id of ['connection', 'user', 'wrong', 'read', 'write', 'watch']) {
          const form = await openDialog(page, id);
          assert.equal((await textsOf(form)).join().includes('fields.'), false, 'every text is there');
          for (const width of [180, 800]) {
            await setTrayWidth(page, width);
            const overflow = await form.evaluate((element) => element.scrollWidth - element.clientWidth);
            assert.ok(overflow <= 0, `${id} at ${width} px is ${overflow} px too wide`);
          }
          assert.deepEqual(await seriousViolations(page, '.red-ui-tray .mw-form'), [], id);
          await leaveDialog(page, 'cancel');
        }
      });
    }
  });
}
