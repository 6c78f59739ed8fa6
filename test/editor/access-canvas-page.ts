import { type EditorOptions, type EditorPage, openEditor, type Skippable } from '@millwright/testing';
import type { Page } from 'playwright-core';
import type { AccessInstance } from '../access/access.ts';

const tab = (id: string, label: string, more: object = {}) => ({ id, type: 'tab', label, ...more });
const node = (id: string, type: string, z: string, more: object = {}) => ({
  id,
  type,
  z,
  x: 200,
  y: 100,
  wires: [[]],
  ...more,
});

/** Three tabs, one of which Node-RED itself has locked; a subflow and a configuration node that Oven 3 uses. */
export const plantFlows: object[] = [
  tab('oven', 'Oven 3'),
  tab('press', 'Press'),
  tab('store', 'Store', { locked: true }),
  { id: 'recipe', type: 'subflow', name: 'Recipe', in: [], out: [], env: [] },
  node('recipe-inside', 'comment', 'recipe', { name: 'inside', info: '', wires: [] }),
  {
    id: 'broker',
    type: 'mqtt-broker',
    name: 'plant broker',
    broker: 'localhost',
    port: '1',
    keepalive: '60',
    autoConnect: false,
  },
  node('oven-inject', 'inject', 'oven', { name: 'start', props: [], repeat: '', once: false, topic: '' }),
  node('oven-debug', 'debug', 'oven', {
    name: 'look',
    y: 180,
    active: true,
    tosidebar: true,
    complete: 'payload',
    targetType: 'msg',
    wires: [],
  }),
  node('oven-recipe', 'subflow:recipe', 'oven', { y: 260, wires: [] }),
  node('oven-mqtt', 'mqtt in', 'oven', {
    name: 'orders',
    topic: 'orders',
    qos: '0',
    broker: 'broker',
    y: 340,
  }),
  node('press-comment', 'comment', 'press', { name: 'note', info: '', wires: [] }),
];

interface Item {
  readonly id: string;
  readonly locked?: boolean;
  readonly active?: boolean;
}

/** What tests use of the editor's `RED`. */
export interface CanvasRed {
  readonly actions: { invoke(name: string, ...parameters: unknown[]): void };
  readonly nodes: {
    workspace(id: string): object | undefined;
    node(id: string): { x: number; active?: boolean } | undefined;
    clear(): void;
    import(flows: object[]): void;
    dirty(): boolean;
    dirty(state: boolean): void;
    createCompleteNodeSet(): Item[];
    createExportableNodeSet(nodes: (object | undefined)[]): Item[];
    getWorkspaceOrder(): string[];
  };
  readonly workspaces: { show(id: string): void; delete(tab: unknown): void; isLocked(id: string): boolean };
  readonly view: { select(selection: object): void; focus(): void };
  readonly history: { pop(): void };
  readonly editor: { editConfig(name: string, type: string, id: string): void };
}

/** The editor as somebody sees it who is logged in. */
export interface CanvasPage {
  readonly editor: EditorPage;
  readonly page: Page;
  /** Runs in the page: it sees nothing of the test. */
  red<Value>(run: (red: CanvasRed) => Value): Promise<Value>;
  select(id: string): Promise<void>;
  /** What one reads when hovering the label of a tab. */
  hint(tab: string): Promise<string>;
  /** Waits for a notice, and clicks it away. */
  dismiss(text: string): Promise<void>;
}

export async function openCanvasAs(
  context: Skippable,
  access: AccessInstance,
  name: string,
  options: EditorOptions = {},
): Promise<CanvasPage> {
  const token = await access.token(name);
  const editor = await openEditor(context, access.nodeRed, { ...options, token });
  return canvasOf(editor);
}

export function canvasOf(editor: EditorPage): CanvasPage {
  const { page } = editor;
  const red: CanvasPage['red'] = (run) => page.evaluate(`(${run.toString()})(globalThis.RED)`);
  return {
    editor,
    page,
    red,
    async select(id) {
      await page.evaluate((node) => {
        const { RED } = globalThis as unknown as { RED: CanvasRed };
        RED.view.select({ nodes: [RED.nodes.node(node)] });
        RED.view.focus();
      }, id);
    },
    hint: (tab) => page.locator(`#red-ui-tab-${tab}`).evaluate((label) => (label as HTMLElement).title),
    async dismiss(text) {
      const found = page.locator('.red-ui-notification').filter({ hasText: text }).first();
      await found.waitFor();
      await found.click();
      await found.waitFor({ state: 'detached' });
    },
  };
}
