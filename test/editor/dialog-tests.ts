import assert from 'node:assert/strict';
import {
  type EditorOptions,
  type EditorPage,
  type NodeRedProcess,
  openEditor,
  startNodeRed,
  type Target,
} from '@millwright/testing';
import type { Context } from 'mocha';
import type { Locator, Page } from 'playwright-core';
import { openDialog } from './node-dialog.ts';

export interface DialogTests {
  readonly nodeRed: NodeRedProcess;
  /** The editor in a page of its own, which is closed after the test. */
  page(context: Context, options?: EditorOptions): Promise<Page>;
  /** As `page`, with the dialog of a node open. */
  dialog(context: Context, id: string): Promise<{ readonly page: Page; readonly form: Locator }>;
}

/**
 * One Node-RED for all tests of the suite that calls it, and a page for each, which must have met no script error.
 * @param flows asked for when the suite begins, after what it has set up before
 * @param pack whose dialogs they are
 * @param settings members of settings.js besides
 */
export function dialogTests(
  target: Target,
  flows: () => readonly object[],
  pack = 'node-red-modbus',
  settings?: string,
): DialogTests {
  let nodeRed: NodeRedProcess;
  let editor: EditorPage | undefined;
  before(async () => {
    nodeRed = await startNodeRed({ target, only: [pack], flows: flows(), settings });
  });
  after(() => nodeRed?.stop());
  afterEach(async () => {
    const errors = editor?.errors ?? [];
    await editor?.close();
    editor = undefined;
    assert.deepEqual(errors, []);
  });
  const page = async (context: Context, options?: EditorOptions): Promise<Page> => {
    editor = await openEditor(context, nodeRed, options);
    return editor.page;
  };
  return {
    get nodeRed() {
      return nodeRed;
    },
    page,
    dialog: async (context, id) => {
      const opened = await page(context);
      return { page: opened, form: await openDialog(opened, id) };
    },
  };
}
