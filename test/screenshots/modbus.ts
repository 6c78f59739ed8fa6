import type { Gallery, NodeRedProcess, Shot } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import { openDialog, setTrayWidth } from '../editor/node-dialog.ts';
import { example, startFiller } from './modbus-plant.ts';

interface EditorWindow {
  readonly RED: {
    readonly actions: { invoke(name: string): void };
    readonly workspaces: { show(id: string): void };
    readonly sidebar: {
      readonly help: { show(type: string, bringToFront: boolean): void };
    };
  };
}

interface Setting {
  readonly theme?: Shot['theme'];
  readonly language?: Shot['language'];
  /** Height of the window in pixels: no more than what is to be seen needs. */
  readonly height?: number;
  /** Width of the tray in pixels, where it is not the one that Node-RED gives it. */
  readonly tray?: number;
}

type Bring = (page: Page, setting: Setting, nodeRed: NodeRedProcess) => Promise<Locator | undefined>;

function shot(name: string, caption: string, setting: Setting, bring: Bring): Shot {
  const { theme = 'light', language = 'en-US', height = 760, tray } = setting;
  return {
    name,
    caption,
    theme,
    language,
    width: tray ?? 1280,
    async prepare(page, nodeRed) {
      await page.setViewportSize({ width: 1280, height });
      return bring(page, setting, nodeRed);
    },
  };
}

/** What lies behind the dialogs only distracts from them. */
const hideCanvas = (page: Page): Promise<unknown> =>
  page.addStyleTag({
    content: '#red-ui-workspace-chart > svg, #red-ui-sidebar-left { visibility: hidden; }',
  });

async function showTab(page: Page, id: string): Promise<void> {
  await page.evaluate((tab) => (globalThis as unknown as EditorWindow).RED.workspaces.show(tab), id);
}

const canvas =
  (tab: string, ...statuses: readonly RegExp[]): Bring =>
  async (page) => {
    await showTab(page, tab);
    for (const text of statuses) {
      const status = page.locator('.red-ui-flow-node-status-label').filter({ hasText: text });
      await status.first().waitFor();
    }
    return page.locator('#red-ui-workspace-chart');
  };

const statuses: Bring = async (page, setting, nodeRed) => {
  await page.setViewportSize({ width: 820, height: 390 });
  const expected = [/^online/, /^every/, /^retry in/, /^no answer/, / bad$/, /^check/];
  const bring = canvas('states', ...expected);
  await bring(page, setting, nodeRed);
  await page.evaluate(() => {
    const { actions } = (globalThis as unknown as EditorWindow).RED;
    actions.invoke('core:toggle-sidebar');
    actions.invoke('core:toggle-palette');
  });
  await page.locator('#red-ui-sidebar').waitFor({ state: 'hidden' });
  await page.locator('#red-ui-palette').waitFor({ state: 'hidden' });
  return bring(page, setting, nodeRed);
};

const wholeEditor: Bring = async (page, setting, nodeRed) => {
  await canvas(example.tab, /online/, /bottles\/min/)(page, setting, nodeRed);
  await page.locator('.red-ui-debug-msg').first().waitFor();
  return undefined;
};

const dialog =
  (id: string, then?: (form: Locator) => Promise<void>): Bring =>
  async (page, { tray: width }) => {
    await hideCanvas(page);
    const form = await openDialog(page, id);
    if (width !== undefined) await setTrayWidth(page, width);
    await then?.(form);
    // What is being typed stays out of the picture's way.
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    return page.locator('.red-ui-tray').last();
  };

const help =
  (type: string): Bring =>
  async (page) => {
    // The debug messages leave their half of the sidebar to the help.
    await page.locator('.red-ui-debug-msg').first().waitFor();
    await page.locator('button[data-tab-id="debug"]').click();
    await page.locator('.red-ui-debug-msg').first().waitFor({ state: 'hidden' });
    await page.evaluate(
      (shown) => (globalThis as unknown as EditorWindow).RED.sidebar.help.show(shown, true),
      type,
    );
    const text = page.locator('.red-ui-help:visible').first();
    await text.waitFor();
    return text;
  };

const palette: Bring = async (page) => {
  const category = page.locator('.red-ui-palette-category').filter({ hasText: 'Millwright' });
  await category.scrollIntoViewIfNeeded();
  return category;
};

export const gallery: Gallery = {
  title: 'Modbus',
  start: startFiller,
  shots: [
    shot('overview', 'The filler, read every second', {}, wholeEditor),
    shot('overview-dark', 'The same, dark', { theme: 'dark' }, wholeEditor),
    shot('palette', 'The nodes in the palette', {}, palette),
    shot('palette-dark', 'The nodes in the palette, dark', { theme: 'dark' }, palette),
    shot('palette-german', 'The nodes in the palette, in German', { language: 'de' }, palette),
    shot('statuses', 'What a node says of its PLC', {}, statuses),
    shot('statuses-dark', 'The same, dark', { theme: 'dark' }, statuses),
    shot(
      'connection',
      'A connection whose port is an environment variable',
      { height: 520 },
      dialog(example.connection),
    ),
    shot('connection-dark', 'A connection, dark', { theme: 'dark', height: 520 }, dialog(example.connection)),
    shot(
      'connection-german',
      'A connection, in German',
      { language: 'de', height: 520 },
      dialog(example.connection),
    ),
    shot('connection-180', 'A connection, 180 px', { tray: 180, height: 700 }, dialog(example.connection)),
    shot(
      'connection-problems',
      'A connection with problems',
      { height: 560 },
      dialog(example.connection, async (form) => {
        await form.getByLabel('Host').fill('http://plc');
        await form.getByLabel('Port').fill('70000');
        await form.getByLabel('Time-out').fill('0');
      }),
    ),
    shot('newer', 'What a newer version has made', { height: 560 }, dialog('newer')),
    shot(
      'newer-180-dark',
      'What a newer version has made, 180 px, dark',
      { theme: 'dark', tray: 180, height: 760 },
      dialog('newer'),
    ),
    shot('tags', 'A table of tags', {}, dialog(example.tags)),
    shot('tags-dark', 'A table of tags, dark', { theme: 'dark' }, dialog(example.tags)),
    shot('tags-german', 'A table of tags, in German', { language: 'de' }, dialog(example.tags)),
    shot('tags-wide', 'A table of tags, 800 px', { tray: 800 }, dialog(example.tags)),
    shot('tags-320', 'A table of tags, 320 px', { tray: 320, height: 1100 }, dialog(example.tags)),
    shot('tags-180', 'A table of tags, 180 px', { tray: 180, height: 1100 }, dialog(example.tags)),
    shot(
      'tags-180-dark',
      'A table of tags, 180 px, dark',
      { theme: 'dark', tray: 180, height: 1100 },
      dialog(example.tags),
    ),
    shot('tags-empty', 'A table without tags', { height: 620 }, dialog('empty')),
    shot('tags-problems', 'Tags with problems', {}, dialog('wrong')),
    shot('tags-problems-wide', 'Tags with problems, 800 px', { tray: 800 }, dialog('wrong')),
    shot('tags-problems-dark', 'Tags with problems, dark', { theme: 'dark' }, dialog('wrong')),
    shot('tags-problems-180', 'Tags with problems, 180 px', { tray: 180, height: 1100 }, dialog('wrong')),
    shot('read', 'Read', { height: 420 }, dialog(example.read)),
    shot('watch', 'Watch', { height: 420 }, dialog(example.watch)),
    shot('watch-dark', 'Watch, dark', { theme: 'dark', height: 420 }, dialog(example.watch)),
    shot('watch-unfinished', 'Watch without a table', { height: 450 }, dialog('watch-6')),
    shot('help', 'Help of read', { height: 1420 }, help('mw-modbus-read')),
    shot('help-tags', 'Help of tags', { height: 1900 }, help('mw-modbus-tags')),
    shot('help-tags-dark', 'Help of tags, dark', { theme: 'dark', height: 1900 }, help('mw-modbus-tags')),
    shot('help-german', 'Help of read, in German', { language: 'de', height: 1560 }, help('mw-modbus-read')),
  ],
};
