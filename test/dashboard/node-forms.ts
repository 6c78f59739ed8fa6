import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { editorNode, leaveDialog, openDialog, settledForm, textsOf } from '../editor/node-dialog.ts';

/** A type of node, as somebody meets it who has just dropped one. */
export interface FormCase {
  readonly type: string;
  /** All that has to be told before it is right. */
  readonly least: Readonly<Record<string, unknown>>;
  /** What its form says while none of that is told. */
  readonly lacks: readonly string[];
  /** The types of configuration nodes that its form can make, by their fields. */
  readonly makes: Readonly<Record<string, string>>;
}

const dashboard = { group: 'ui-group' };

export const formCases: readonly FormCase[] = [
  { type: 'mw-sample-store', least: {}, lacks: [], makes: {} },
  { type: 'mw-alarm-engine', least: {}, lacks: [], makes: {} },
  {
    type: 'mw-record',
    least: { store: 'store' },
    lacks: ['Required'],
    makes: { store: 'mw-sample-store' },
  },
  {
    type: 'mw-alarm',
    least: { engine: 'engine', text: 'Level high', at: 90 },
    lacks: ['Required', 'Required'],
    makes: { engine: 'mw-alarm-engine' },
  },
  {
    type: 'ui-mw-trend',
    least: { group: 'group', pens: [{ tag: 'T101' }] },
    lacks: ['At least 1 needed', 'Required'],
    makes: { store: 'mw-sample-store', alarms: 'mw-alarm-engine', ...dashboard },
  },
  {
    type: 'ui-mw-alarms',
    least: { group: 'group', engine: 'engine' },
    lacks: ['Required', 'Required'],
    makes: { engine: 'mw-alarm-engine', ...dashboard },
  },
  {
    type: 'ui-mw-alarm-banner',
    least: { group: 'group', engine: 'engine' },
    lacks: ['Required', 'Required'],
    makes: { engine: 'mw-alarm-engine', ...dashboard },
  },
];

const isConfig = ({ makes }: FormCase): boolean => Object.keys(makes).length === 0;

/** One node of each type that has been told the least, and one that has been told nothing. */
export const formFlows = (): object[] => [
  { id: 'forms', type: 'tab', label: 'Forms' },
  { id: 'store', type: 'mw-sample-store' },
  { id: 'engine', type: 'mw-alarm-engine' },
  ...formCases.flatMap((each, row) => {
    const place = isConfig(each) ? {} : { z: 'forms', x: 200, y: 60 * (row + 1), wires: [[]] };
    const node = { ...place, type: each.type };
    return [
      { ...node, id: `least-${each.type}`, ...each.least },
      { ...node, id: `bare-${each.type}` },
    ];
  }),
];

interface EditorWindow {
  readonly RED: {
    readonly sidebar: { readonly help: { show(type: string, bringToFront: boolean): void } };
    readonly editor: { getEditStack(): readonly { readonly type: string }[] };
  };
}

/** The type of node whose dialog is open, and of several the one on top. */
const innermostType = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => (globalThis as unknown as EditorWindow).RED.editor.getEditStack().at(-1)?.type);

/** Its form says what lacks, makes what it refers to, and is right as soon as the least was told; its help is there. */
export async function checkForm(page: Page, each: FormCase): Promise<void> {
  const { type, lacks, makes } = each;
  await openDialog(page, `least-${type}`);
  assert.deepEqual(await editorNode(page, `least-${type}`), { valid: true, changed: false });
  await leaveDialog(page, 'ok');
  assert.equal((await editorNode(page, `least-${type}`)).valid, true);

  const form = await openDialog(page, `bare-${type}`);
  assert.equal((await editorNode(page, `bare-${type}`)).valid, lacks.length === 0);
  assert.deepEqual(await textsOf(form.getByRole('alert')), lacks);
  // Each of them stands at its field, for those who hear the form, too.
  for (const input of await form.locator('[aria-invalid=true]').all()) {
    const says = await input.evaluate((element) =>
      (element.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent?.trim()),
    );
    assert.ok(
      says.some((text) => text && lacks.includes(text)),
      `${type} says ${says.join()}`,
    );
  }
  for (const [field, made] of Object.entries(makes)) {
    await form.locator(`#node-input-btn-${field}-add`).click();
    await page.locator('#node-config-dialog-cancel').waitFor();
    // Dashboard's own have forms of their own.
    if (made.startsWith('mw-'))
      assert.deepEqual(await textsOf((await settledForm(page)).getByRole('alert')), []);
    assert.equal(await innermostType(page), made);
    await page.locator('#node-config-dialog-cancel').click();
    await page.locator('#node-config-dialog-cancel').waitFor({ state: 'detached' });
  }
  await leaveDialog(page, 'cancel');

  await page.evaluate(
    (shown) => (globalThis as unknown as EditorWindow).RED.sidebar.help.show(shown, true),
    type,
  );
  const help = page.locator('.red-ui-help:visible').first();
  await help.filter({ hasText: /\w{3}/ }).waitFor();
}
