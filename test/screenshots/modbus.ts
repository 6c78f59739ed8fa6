import type { Gallery } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import { example, startFiller } from './modbus-plant.ts';
import { type Bring, dialog, shot } from './modbus-shots.ts';

interface EditorWindow {
  readonly RED: {
    readonly actions: { invoke(name: string): void };
    readonly workspaces: { show(id: string): void };
    readonly sidebar: {
      readonly help: { show(type: string, bringToFront: boolean): void };
    };
  };
}

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
  const expected = [/^online/, /^retry in/, /^paused/, / bad$/, /^check/];
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

/** After a press of Test. */
const tested =
  (outcome: RegExp) =>
  async (form: Locator): Promise<undefined> => {
    const line = form.locator('.mw-form-test');
    await line.getByRole('button').click();
    await line.getByText(outcome).waitFor();
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
    shot(
      'connection-good',
      'A connection that works',
      { height: 520 },
      dialog(example.connection, tested(/●/)),
    ),
    shot(
      'connection-good-german-dark',
      'The same, in German, dark',
      { theme: 'dark', language: 'de', height: 520 },
      dialog(example.connection, tested(/●/)),
    ),
    shot('connection-failed', 'A connection that does not', { height: 520 }, dialog('off', tested(/■/))),
    shot(
      'connection-failed-180-dark',
      'The same, 180 px, dark',
      { theme: 'dark', tray: 180, height: 760 },
      dialog('off', tested(/■/)),
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
        return undefined;
      }),
    ),
    shot('newer', 'What a newer version has made', { height: 560 }, dialog('newer')),
    shot(
      'newer-180-dark',
      'What a newer version has made, 180 px, dark',
      { theme: 'dark', tray: 180, height: 760 },
      dialog('newer'),
    ),
    shot('read', 'Read', { height: 420 }, dialog(example.read)),
    shot('watch', 'Watch', { height: 420 }, dialog(example.watch)),
    shot('watch-dark', 'Watch, dark', { theme: 'dark', height: 420 }, dialog(example.watch)),
    shot('watch-unfinished', 'Watch without a table', { height: 450 }, dialog('watch-6')),
    shot('write', 'Write', { height: 620 }, dialog('write')),
    shot(
      'write-german-dark',
      'Write, in German, dark',
      { theme: 'dark', language: 'de', height: 620 },
      dialog('write'),
    ),
    shot('write-180', 'Write, 180 px', { tray: 180, height: 900 }, dialog('write')),
    shot('request', 'Request', { height: 420 }, dialog('request')),
    shot('request-german', 'Request, in German', { language: 'de', height: 420 }, dialog('request')),
    shot('server', 'Server', { height: 1000 }, dialog('server')),
    shot(
      'server-german-dark',
      'Server, in German, dark',
      { theme: 'dark', language: 'de', height: 1000 },
      dialog('server'),
    ),
    shot('server-320', 'Server, 320 px', { tray: 320, height: 1100 }, dialog('server')),
    shot('help', 'Help of read', { height: 1420 }, help('mw-modbus-read')),
    shot('help-tags', 'Help of tags', { height: 1900 }, help('mw-modbus-tags')),
    shot('help-tags-dark', 'Help of tags, dark', { theme: 'dark', height: 1900 }, help('mw-modbus-tags')),
    shot('help-german', 'Help of read, in German', { language: 'de', height: 1560 }, help('mw-modbus-read')),
  ],
};
