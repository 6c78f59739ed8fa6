import assert from 'node:assert/strict';
import { editorTargets } from '@millwright/testing';
import { dialogTests } from './dialog-tests.ts';
import { cellOf, enterCell } from './grid-page.ts';
import { editorNode, textsOf } from './node-dialog.ts';

const tag = (name: string, address: number, group = '') => ({
  name,
  area: 'holding-register',
  address: String(address),
  type: 'uint16',
  group,
});
const flows = [
  { id: 'tab', type: 'tab', label: 'Oven' },
  { id: 'connection', type: 'mw-modbus-connection', schema: 1, name: 'PLC', host: '127.0.0.1', port: 9 },
  {
    id: 'tags',
    type: 'mw-modbus-tags',
    schema: 1,
    connection: 'connection',
    unit: 1,
    tags: [tag('zone1', 0, 'heat'), tag('zone2', 1)],
    computed: [{ name: 'sum', expression: 'zone1 + zone2' }],
  },
  {
    id: 'read',
    type: 'mw-modbus-read',
    z: 'tab',
    x: 100,
    y: 100,
    schema: 1,
    tags: 'tags',
    which: 'names',
    names: [{ tag: 'zone1' }, { tag: 'nix' }],
    wires: [[]],
  },
];

for (const target of editorTargets()) {
  describe(`the names of tags in dialogs of ${target.title}`, () => {
    const tests = dialogTests(target, () => flows);

    it('are checked in expressions while they are typed', async function () {
      const { form } = await tests.dialog(this, 'tags');
      await form.locator('[data-group="computed"] > summary').click();
      const input = await enterCell(form, 'computed', 1, 'expression');
      const cell = cellOf(form, 'computed', 1, 'expression');
      const problems: readonly (readonly [string, string])[] = [
        ['zone1 *', 'The expression ends too early'],
        ['nix + 1', 'The table has no tag nix'],
        ['$eval("1")', 'The expression names no tag of the table'],
        ['sum + zone1', 'A circle: sum → sum'],
      ];
      for (const [expression, problem] of problems) {
        await input.fill(expression);
        assert.equal(await cell.getAttribute('title'), problem);
      }
      await input.fill('zone1 * 2');
      assert.equal(await cell.getAttribute('aria-invalid'), null);
    });

    it('are offered and checked where a node names some, or a group', async function () {
      const { page, form } = await tests.dialog(this, 'read');
      assert.equal((await editorNode(page, 'read')).valid, false);
      const cell = cellOf(form, 'names', 2, 'tag');
      assert.equal(await cell.getAttribute('title'), 'The table has no tag of this name');
      const input = await enterCell(form, 'names', 2, 'tag');
      const offered = form.locator('#mw-form-names-tag-offer option');
      assert.deepEqual(
        await offered.evaluateAll((options) => options.map((option) => option.getAttribute('value'))),
        ['zone1', 'zone2', 'sum'],
      );
      await input.fill('sum');
      assert.equal(await cell.getAttribute('aria-invalid'), null);
      await form.getByLabel('Read', { exact: true }).selectOption('group');
      await form.getByLabel('Group', { exact: true }).fill('cold');
      assert.match((await textsOf(form.getByRole('alert'))).join(), /No tag of the table is in this group/);
      await form.getByLabel('Group', { exact: true }).fill('heat');
      assert.deepEqual(await textsOf(form.getByRole('alert')), []);
    });
  });
}
