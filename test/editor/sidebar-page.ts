import {
  type EditorOptions,
  type EditorPage,
  type NodeRedProcess,
  openEditor,
  type Skippable,
} from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';

interface EditorWindow {
  readonly RED: { readonly sidebar: { show(id: string): void } };
}

/** What all sidebars of ours have, as a person meets it. */
export interface SidebarPage {
  readonly page: Page;
  readonly editor: EditorPage;
  readonly section: Locator;
  readonly rows: Locator;
  readonly notices: Locator;
  close(): Promise<void>;
}

/**
 * Opens the editor with a sidebar of ours in front.
 *
 * @param area of the sidebar, such as `history`
 */
export async function openSidebarPage(
  area: string,
  context: Skippable,
  nodeRed: NodeRedProcess,
  options: EditorOptions,
): Promise<SidebarPage> {
  const editor = await openEditor(context, nodeRed, options);
  const { page } = editor;
  const section = await shownSection(page, area);
  return {
    page,
    editor,
    section,
    rows: section.locator('.mw-list').getByRole('option'),
    notices: page.locator('.red-ui-notification'),
    close: () => editor.close(),
  };
}

/** The sidebar of a page that is loaded, in front. */
export async function shownSection(page: Page, area: string): Promise<Locator> {
  const section = page.locator(`#millwright-${area}-sidebar`);
  await section.waitFor({ state: 'attached' });
  await page.evaluate(
    (id) => (globalThis as unknown as EditorWindow).RED.sidebar.show(id),
    `millwright-${area}`,
  );
  await section.waitFor();
  return section;
}

/** Waits until a tray has stopped moving. */
export async function settled(page: Page, tray: Locator): Promise<Locator> {
  await tray.waitFor();
  await page.waitForFunction(() => {
    const trays = [...document.querySelectorAll<HTMLElement>('.red-ui-tray')];
    return trays.every((element) => element.getAnimations().length === 0 && element.offsetLeft <= 0);
  });
  return tray;
}

/** Answers a request in the server's place. */
export const answer =
  (url: string, status: number, body: object) =>
  (page: Page): Promise<unknown> =>
    page.route(url, (route) => route.fulfill({ status, json: body }));

/** What in a sidebar is wider than it has room for, by its class. What is cut off in style is none of it, and has `besides` in its class. */
export function tooWide(section: Locator, besides: readonly string[] = []): Promise<readonly string[]> {
  const fine = ['grow', 'hidden-text', 'head-link', ...besides];
  return section.evaluate((element, names) => {
    const inside = [element, ...element.querySelectorAll('*')].filter(
      ({ scrollWidth, clientWidth, className }) =>
        clientWidth > 0 &&
        scrollWidth > clientWidth &&
        !names.some((name) => String(className).includes(name)),
    );
    return inside.map(({ className }) => String(className));
  }, fine);
}
