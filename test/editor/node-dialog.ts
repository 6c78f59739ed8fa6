import { createRequire } from 'node:module';
import type { Locator, Page } from 'playwright-core';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface EditorRed {
  readonly editor: {
    edit(node: unknown): void;
    editConfig(name: string, type: string, id: string): void;
  };
  readonly nodes: {
    node(id: string): { readonly type: string; readonly valid?: boolean; readonly changed?: boolean } | null;
    dirty(): boolean;
  };
  readonly tray: { resize(): void };
}
type EditorWindow = { readonly RED: EditorRed };

/** Opens the edit dialog of a node or configuration node, as a double click on it does, and waits until it stands. */
export async function openDialog(page: Page, id: string): Promise<Locator> {
  await page.waitForFunction(
    (nodeId) => Boolean((globalThis as unknown as Partial<EditorWindow>).RED?.nodes.node(nodeId)),
    id,
  );
  await page.evaluate((nodeId) => {
    const { editor, nodes } = (globalThis as unknown as EditorWindow).RED;
    const node = nodes.node(nodeId) as { type: string; _def: { category: string } };
    if (node._def.category === 'config') editor.editConfig('', node.type, nodeId);
    else editor.edit(node);
  }, id);
  return settledForm(page);
}

/** The form of the innermost dialog, once its tray has stopped moving. */
export async function settledForm(page: Page): Promise<Locator> {
  const form = page.locator('.red-ui-tray .mw-form').last();
  await form.locator('.mw-form-row').first().waitFor();
  await page.waitForFunction(() => {
    const trays = [...document.querySelectorAll<HTMLElement>('.red-ui-tray')];
    return (
      trays.length > 0 && trays.every((tray) => tray.getAnimations().length === 0 && tray.offsetLeft <= 0)
    );
  });
  return form;
}

/** Presses Done, Update, Add or Cancel of the innermost dialog and waits until it is gone. */
export async function leaveDialog(page: Page, button: 'ok' | 'cancel'): Promise<void> {
  const toolbar = page.locator('.red-ui-tray .red-ui-tray-toolbar').last();
  const form = await page.locator('.red-ui-tray .mw-form').last().elementHandle();
  await toolbar.locator(`#node-dialog-${button}, #node-config-dialog-${button}`).click();
  await form?.waitForElementState('hidden');
}

/** Gives the tray a width in pixels, as dragging its edge or a narrow window does. */
export async function setTrayWidth(page: Page, width: number): Promise<void> {
  await page.evaluate((pixels) => {
    for (const tray of document.querySelectorAll<HTMLElement>('.red-ui-tray'))
      tray.style.width = `${pixels}px`;
    (globalThis as unknown as EditorWindow).RED.tray.resize();
  }, width);
}

/** What the editor thinks of a node. */
export function editorNode(page: Page, id: string): Promise<{ valid: boolean; changed: boolean }> {
  return page.evaluate((nodeId) => {
    const node = (globalThis as unknown as EditorWindow).RED.nodes.node(nodeId);
    return { valid: node?.valid === true, changed: node?.changed === true };
  }, id);
}

/** Deploys with the editor's button and waits until the server has answered. */
export async function deploy(page: Page): Promise<void> {
  const answered = page.waitForResponse(
    (response) => response.url().endsWith('/flows') && response.request().method() === 'POST',
  );
  await page.locator('#red-ui-header-button-deploy').click();
  await answered;
}

/** The texts of elements as one reads them. */
export async function textsOf(elements: Locator): Promise<readonly string[]> {
  return (await elements.allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim());
}

export interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly targets: readonly string[];
}

/** What axe finds wrong inside an element, as far as it is serious or critical. */
export async function seriousViolations(page: Page, selector: string): Promise<readonly Violation[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.addScriptTag({ path: axePath });
  return page.evaluate(async (inside) => {
    type Result = {
      id: string;
      impact: string | null;
      nodes: { target: string[]; any: { message: string }[] }[];
    };
    const { axe } = globalThis as unknown as {
      axe: { run(context: object): Promise<{ violations: Result[] }> };
    };
    const { violations } = await axe.run({ include: [[inside]] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, impact, nodes }) => ({
        id,
        impact,
        targets: nodes.map(
          ({ target, any }) => `${target.join(' ')}: ${any.map(({ message }) => message).join('; ')}`,
        ),
      }));
  }, selector);
}
