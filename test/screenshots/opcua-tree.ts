import { type Gallery, startNodeRed } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import { setTrayWidth, settledForm } from '../editor/node-dialog.ts';
import { opcuaFlows, opcuaPlant } from '../editor/opcua-plant.ts';
import { dialog, shot } from './modbus-shots.ts';
import { settledTray } from './sidebar-shots.ts';

const line = (page: Page, name: string): Locator =>
  page.locator('.mw-opcua-tree-line').filter({
    has: page.locator('.mw-opcua-tree-name', { hasText: new RegExp(`^${name}$`) }),
  });

const part = (page: Page, name: string, of: 'twisty' | 'mark'): Locator =>
  line(page, name).locator(`.mw-opcua-tree-${of}`);

/** The tree above the table of tags, with some chosen. @param width of the tray, where it is not its own */
const chosen =
  (width?: number) =>
  async (form: Locator, page: Page): Promise<Locator> => {
    await form.locator('.mw-grid-source').click();
    await settledTray(page);
    for (const name of ['Packaging line', 'Filler']) await part(page, name, 'twisty').click();
    await line(page, 'Last faults').getByText('[12,7,7,31]').waitFor();
    for (const name of ['Speed', 'Level']) await part(page, name, 'mark').click();
    await line(page, 'Level').click();
    if (width !== undefined) await setTrayWidth(page, width);
    return page.locator('.red-ui-tray').last();
  };

const found = async (form: Locator, page: Page): Promise<Locator> => {
  const tray = await chosen()(form, page);
  await page.locator('.mw-opcua-picker-head input').fill('speed');
  await line(page, 'Speed').nth(1).getByText('Capper').waitFor();
  return tray;
};

/** The method that a field is to name. */
const method = async (form: Locator, page: Page): Promise<Locator> => {
  await form.locator('[data-tool="method"]').click();
  await settledTray(page);
  for (const name of ['Packaging line', 'Filler']) await part(page, name, 'twisty').click();
  await line(page, 'Start').click();
  await page.getByText('Start(speed: Double').waitFor();
  return page.locator('.red-ui-tray').last();
};

const withoutConnection = async (form: Locator, page: Page): Promise<Locator> => {
  await form.locator('.mw-grid-source').click();
  await settledTray(page);
  return page.locator('.red-ui-tray').last();
};

/** Once it stands. */
const plain = async (_form: Locator, page: Page): Promise<undefined> => void (await settledForm(page));

const german = { language: 'de' } as const;
const dark = { theme: 'dark' } as const;

export const gallery: Gallery = {
  title: 'OPC UA: the tree of a server, browse and call',
  start: async () => {
    const server = opcuaPlant();
    await server.listen();
    const flows = opcuaFlows(server.url);
    const nodeRed = await startNodeRed({ heavyNodes: 'all', only: ['node-red-opcua'], flows });
    return { nodeRed, close: () => server.dispose() };
  },
  shots: [
    shot('tree', 'Tags are chosen from the tree', {}, dialog('tags', chosen())),
    shot('tree-german-dark', 'The same, in German, dark', { ...german, ...dark }, dialog('tags', chosen())),
    shot('tree-320', 'The same, 320 px', {}, dialog('tags', chosen(320))),
    shot('tree-180', 'The same, 180 px', {}, dialog('tags', chosen(180))),
    shot(
      'tree-180-german-dark',
      'The same, 180 px, in German, dark',
      { ...german, ...dark },
      dialog('tags', chosen(180)),
    ),
    shot('search', 'What a search has found', {}, dialog('tags', found)),
    shot('method', 'A method, and what it takes and gives', {}, dialog('call', method)),
    shot('no-connection', 'No connection is chosen yet', {}, dialog('without', withoutConnection)),
    shot('call', 'A call', {}, dialog('call', plain)),
    shot('call-german-dark', 'A call, in German, dark', { ...german, ...dark }, dialog('call', plain)),
    shot('browse', 'A browse node', {}, dialog('browse', plain)),
    shot('browse-180', 'A browse node, 180 px', { tray: 180, height: 1100 }, dialog('browse', plain)),
  ],
};
