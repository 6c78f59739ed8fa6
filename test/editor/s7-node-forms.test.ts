import assert from 'node:assert/strict';
import { editorTargets, variants, waitFor } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import { dialogTests } from './dialog-tests.ts';
import { enterCell } from './grid-page.ts';
import {
  deploy,
  editorNode,
  leaveDialog,
  openDialog,
  seriousViolations,
  setTrayWidth,
  textsOf,
} from './node-dialog.ts';

const row = (name: string, address: string, more: object = {}) => ({
  name,
  address,
  access: 'read-write',
  ...more,
});

const node = (kind: string, y: number, more: object = {}) => ({
  id: kind,
  type: `mw-s7-${kind}`,
  z: 'tab',
  schema: 1,
  name: '',
  x: 300,
  y,
  wires: [[]],
  ...more,
});

const flows = [
  { id: 'tab', type: 'tab', label: 'Line' },
  { id: 'connection', type: 'mw-s7-connection', schema: 1, name: 'Capper', host: '127.0.0.1', port: 9 },
  {
    id: 'tags',
    type: 'mw-s7-tags',
    schema: 1,
    name: 'Line 1',
    connection: 'connection',
    tags: [
      row('count', 'DB1.DBW0:INT'),
      row('speed', 'DB1.DBD4:REAL', { min: 0, max: 320 }),
      row('recipe', 'DB1.DBB8:STRING[4]'),
      row('list', 'DB1.DBW20:INT[3]'),
      row('level', 'DB1.DBW30:INT', { access: 'read' }),
    ],
  },
  node('write', 80, { tags: 'tags', source: 'values', values: [{ tag: 'count', value: '1' }] }),
  node('info', 140, { connection: 'connection' }),
  node('control', 200, { connection: 'connection' }),
];

/** The label of what has the focus. */
const focusedLabel = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { id } = document.activeElement ?? { id: '' };
    return document.querySelector(`label[for="${id}"]`)?.textContent?.trim() ?? '';
  });

for (const target of editorTargets()) {
  describe(`the dialogs of the nodes of S7 in ${target.title}`, function () {
    this.timeout(120_000);
    const tests = dialogTests(target, () => flows, 'node-red-s7', 'millwright: { s7: { control: true } },');
    const said = (form: Locator) => textsOf(form.getByRole('alert'));
    const saved = async (id: string): Promise<Readonly<Record<string, unknown>>> =>
      (await tests.nodeRed.flows()).flows.find((each) => each['id'] === id) ?? {};

    it('holds a value that is typed against the type and the limits of its tag', async function () {
      const { page, form } = await tests.dialog(this, 'write');
      for (const [tag, value, problem] of [
        ['count', 'fast', 'Row 1, Value: This is no value of the type INT'],
        ['count', '70000', 'Row 1, Value: This does not fit into INT'],
        ['speed', '321', 'Row 1, Value: The table allows 0 to 320'],
        ['recipe', 'lemonade', 'Row 1, Value: This does not fit into STRING[4]'],
        ['list', '1, 2', 'Row 1, Value: Elements given: 2; INT[3] has 3'],
        ['level', '1', 'Row 1, Tag: The table allows only reading this tag'],
        ['speed', '321', 'Row 1, Value: The table allows 0 to 320'],
        ['speed', '320', undefined],
      ] as const) {
        await (await enterCell(form, 'values', 1, 'tag')).fill(tag);
        await (await enterCell(form, 'values', 1, 'value')).fill(value);
        await waitFor(`what is said of ${tag} = ${value}`, async () => {
          const alerts = await said(form);
          return problem === undefined ? alerts.length === 0 : alerts.join() === problem;
        });
      }
      await (await enterCell(form, 'values', 1, 'value')).fill('-1');
      await leaveDialog(page, 'ok');
      assert.equal((await editorNode(page, 'write')).valid, false);
    });

    it('asks of the PLC what the form says, and shows the fields that belong to it', async function () {
      const { page, form } = await tests.dialog(this, 'info');
      const ask = form.getByLabel('Ask for', { exact: true });
      const fields = {
        Kind: 'Kind',
        Number: 'Number',
        List: 'List (SZL-ID)',
        Index: 'Index',
        Zone: 'Clock shows',
      };
      for (const [option, shown] of [
        ['state', ['Zone']],
        ['identification', []],
        ['block-list', ['Kind']],
        ['block', ['Kind', 'Number']],
        ['message', ['Zone']],
        ['system-list', ['List', 'Index']],
      ] as const) {
        await ask.selectOption(option);
        await waitFor(`the fields of ${option}`, async () => {
          const there = await Promise.all(
            Object.entries(fields).map(async ([name, label]) =>
              (await form.getByLabel(label, { exact: true }).count()) > 0 ? [name] : [],
            ),
          );
          return there.flat().join() === shown.join();
        });
      }
      const list = form.getByLabel(fields.List, { exact: true });
      for (const wrong of ['0x1G', '-1', '']) {
        await list.fill(wrong);
        await waitFor('what is said of it', async () => (await said(form)).length === 1);
      }
      await list.fill('0x1G');
      await waitFor('the words', async () => (await said(form)).join() === 'A number such as 0x0011 or 17');
      assert.equal(await list.getAttribute('aria-invalid'), 'true');
      await list.fill('0x0111');
      await waitFor('that nothing is wrong', async () => (await said(form)).length === 0);
      await leaveDialog(page, 'ok');
      assert.deepEqual(await editorNode(page, 'info'), { valid: true, changed: true });
      await deploy(page);
      const { ask: asked, list: number } = await saved('info');
      assert.deepEqual([asked, number], ['system-list', '0x0111']);
    });

    it('is filled in by the keyboard alone', async function () {
      const { page, form } = await tests.dialog(this, 'info');
      const ask = form.getByLabel('Ask for', { exact: true });
      await ask.selectOption('blocks');
      await ask.focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await form.getByLabel('Number', { exact: true }).waitFor();
      assert.equal(await ask.inputValue(), 'block');
      const passed: string[] = [];
      for (const _ of ['Kind', 'Number', 'Send within']) {
        await page.keyboard.press('Tab');
        passed.push(await focusedLabel(page));
      }
      assert.deepEqual(passed, ['Kind', 'Number', 'Send within']);
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type('70000');
      await waitFor('what is said', async () => (await said(form)).join() === 'From 0 to 65535');
      await leaveDialog(page, 'cancel');
    });

    it('controls a PLC by a form of its own, where settings.js allows it', async function () {
      const { page, form } = await tests.dialog(this, 'control');
      await form.getByLabel('Clock shows', { exact: true }).selectOption('local');
      const deadline = form.getByLabel('Send within', { exact: true });
      await deadline.fill('5');
      await waitFor('what is said', async () => (await said(form)).join() === 'From 10 to 600000');
      await deadline.fill('3000');
      await waitFor('that nothing is wrong', async () => (await said(form)).length === 0);
      await leaveDialog(page, 'ok');
      assert.deepEqual(await editorNode(page, 'control'), { valid: true, changed: true });
      await deploy(page);
      const { zone, deadline: within } = await saved('control');
      assert.deepEqual([zone, within], ['local', 3_000]);
    });

    for (const look of variants([
      { theme: 'dark', language: 'de' },
      { theme: 'light', language: 'en-US' },
    ] as const)) {
      it(`fits 180 px and a wide tray, ${look.theme}, ${look.language}, and is accessible`, async function () {
        await tests.nodeRed.deploy([
          ...flows.filter(({ id }) => !['write', 'info'].includes(id)),
          node('write', 80, { tags: 'tags', source: 'values', values: [{ tag: 'level', value: 'fast' }] }),
          node('info', 140, { connection: 'connection', ask: 'system-list', list: 'none' }),
        ]);
        const page = await tests.page(this, look);
        for (const id of ['write', 'info', 'control']) {
          const form = await openDialog(page, id);
          const texts = (await textsOf(form)).join();
          assert.doesNotMatch(texts, /fields\.|problems\.|wrong-type|bad-number/, 'every text is there');
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
