import { type EditorOptions, type NodeRedProcess, type Skippable, waitFor } from '@millwright/testing';
import type { Locator, Page, WebSocketRoute } from 'playwright-core';
import { openSidebarPage, type SidebarPage, settled } from './sidebar-page.ts';

interface EditorRed {
  readonly nodes: {
    workspace(id: string): { label: string; changed?: boolean } | undefined;
    dirty(state: boolean): void;
    dirty(): boolean;
    version(): string;
  };
  readonly events: { emit(event: string): void };
}
type EditorWindow = {
  readonly RED: EditorRed;
  readonly jQuery: (selector: string) => { width(pixels: number): void };
};

/** The history sidebar as a person meets it. */
export interface HistoryPage extends SidebarPage {
  readonly tray: Locator;
}

/** Opens the editor with the history sidebar in front. */
export async function openHistory(
  context: Skippable,
  nodeRed: NodeRedProcess,
  options: EditorOptions = {},
): Promise<HistoryPage> {
  const opened = await openSidebarPage('history', context, nodeRed, options);
  return { ...opened, tray: opened.page.locator('.mw-tray') };
}

/** Renames a tab in the editor, without deploying. */
export function renameTab(page: Page, id: string, label: string): Promise<void> {
  return page.evaluate(
    ([tab, name]) => {
      const { nodes } = (globalThis as unknown as EditorWindow).RED;
      const workspace = nodes.workspace(tab);
      if (workspace) Object.assign(workspace, { label: name, changed: true });
      nodes.dirty(true);
    },
    [id, label] as const,
  );
}

/** What the editor shows: the revision, the label of a tab, and whether something is not deployed. */
export function shown(
  page: Page,
  tab: string,
): Promise<{ rev: string; label: string | undefined; dirty: boolean }> {
  return page.evaluate((id) => {
    const { nodes } = (globalThis as unknown as EditorWindow).RED;
    return { rev: nodes.version(), label: nodes.workspace(id)?.label, dirty: nodes.dirty() };
  }, tab);
}

/** Gives the sidebar a width in pixels, as dragging its edge does. */
export async function setSidebarWidth(page: Page, width: number): Promise<void> {
  await page.evaluate((pixels) => {
    const { RED, jQuery } = globalThis as unknown as EditorWindow;
    jQuery('#red-ui-sidebar').width(pixels);
    RED.events.emit('sidebar:resize');
  }, width);
}

/** Makes the window narrower or wider. */
export async function setWindowWidth(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: page.viewportSize()?.height ?? 800 });
}

/** Waits until the tray has stopped moving. */
export const settledTray = ({ page, tray }: HistoryPage): Promise<Locator> => settled(page, tray);

/** Opens a version of the list and waits for its details. */
export async function openVersion(history: HistoryPage, number: number): Promise<Locator> {
  await history.rows
    .filter({ hasText: new RegExp(`#${number}(?!\\d)`) })
    .first()
    .click();
  const tray = await settledTray(history);
  await tray.locator('dl').first().waitFor();
  return tray;
}

/** Opens the plan of restoring the version whose details are open, and waits until it stands. */
export async function openPlan(history: HistoryPage): Promise<Locator> {
  await history.page.locator('#mw-tray-primary').click();
  await history.tray.locator('.mw-restore-note, .mw-restore-blocked').first().waitFor();
  return settledTray(history);
}

/** The connection of the page for live messages, so that a test can cut it or speak in the server's place. */
export interface Comms {
  readonly beforeLoad: (page: Page) => Promise<void>;
  /** Sends to the page as the server would. */
  publish(topic: string, data: unknown): Promise<void>;
  /** Cuts the connection; the page connects again by itself. */
  cut(): Promise<void>;
}

export function interceptComms(): Comms {
  const sockets: WebSocketRoute[] = [];
  const current = (): Promise<WebSocketRoute> => waitFor('the page to connect', () => sockets.at(-1));
  return {
    beforeLoad: (page) =>
      page.routeWebSocket(/\/comms$/, (socket) => {
        socket.connectToServer();
        sockets.push(socket);
      }),
    async publish(topic, data) {
      (await current()).send(JSON.stringify([{ topic, data }]));
    },
    async cut() {
      await (await current()).close();
    },
  };
}

/** The text of one element as one reads it. */
export async function textOf(element: Locator): Promise<string> {
  return ((await element.textContent()) ?? '').replace(/\s+/g, ' ').trim();
}
