import type { Gallery } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import { enterCell } from '../editor/grid-page.ts';
import { example, startFiller } from './modbus-plant.ts';
import { dialog, shot } from './modbus-shots.ts';
import { settledTray } from './sidebar-shots.ts';

/** Once the first value is there. */
const live = async (form: Locator): Promise<undefined> => {
  await form.locator('.mw-grid-row .mw-grid-live').filter({ hasText: /\d/ }).first().waitFor();
};

/** With how the tags are read. */
const plan = async (form: Locator): Promise<Locator> => {
  await live(form);
  await form.locator('.mw-grid-plan > summary').click();
  return form.locator('[data-field="tags"]');
};

const csv = [
  'Name;Area;Address;Type;Factor;Remark',
  'oven.zone1;Holding register;108;float32;;',
  'oven.zone2;Holding register;110;float32;;',
  'oven.zone2;Holding register;112;float32;;twice',
  'oven.belt;Input register;oven;int16;0,1;',
  'oven.load;Input register;7;int16;0,1;',
  'oven.door;Coil;3;bool;;',
].join('\r\n');

/** A file of which some lines cannot be taken. */
const imported = async (form: Locator, page: Page): Promise<Locator> => {
  await form.locator('.mw-grid-more > summary').first().click();
  await form.locator('.mw-grid-more .mw-grid-menu-content button').filter({ hasText: '…' }).first().click();
  await settledTray(page);
  const file = { name: 'oven.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
  await page.locator('.mw-import input[type=file]').setInputFiles(file);
  await page.locator('.mw-import-problems').waitFor();
  return page.locator('.red-ui-tray').last();
};

/** What the level would be in each byte order. */
const byteOrder = async (form: Locator, page: Page): Promise<Locator> => {
  await enterCell(form, 'tags', 4, 'name');
  await page.keyboard.press('Alt+Enter');
  await settledTray(page);
  const readings = page.locator('.mw-byte-order-value');
  await readings.first().waitFor();
  await page
    .locator('.mw-byte-order input')
    .first()
    .fill((await readings.first().innerText()).trim());
  await page.locator('.mw-byte-order').getByText('ABCD').first().waitFor();
  return page.locator('.red-ui-tray').last();
};

export const gallery: Gallery = {
  title: 'Modbus: the table of tags',
  start: startFiller,
  shots: [
    shot('tags', 'A table of tags', {}, dialog(example.tags, live)),
    shot('tags-dark', 'A table of tags, dark', { theme: 'dark' }, dialog(example.tags, live)),
    shot('tags-german', 'A table of tags, in German', { language: 'de' }, dialog(example.tags, live)),
    shot('tags-900', 'A table of tags, 900 px', { tray: 900 }, dialog(example.tags, live)),
    shot('tags-wide', 'A table of tags, 800 px', { tray: 800 }, dialog(example.tags, live)),
    shot('tags-320', 'A table of tags, 320 px', { tray: 320, height: 1100 }, dialog(example.tags, live)),
    shot('tags-180', 'A table of tags, 180 px', { tray: 180, height: 1100 }, dialog(example.tags, live)),
    shot(
      'tags-180-dark',
      'A table of tags, 180 px, dark',
      { theme: 'dark', tray: 180, height: 1100 },
      dialog(example.tags, live),
    ),
    shot('tags-empty', 'A table without tags', { height: 620 }, dialog('empty')),
    shot('tags-problems', 'Tags with problems', {}, dialog('wrong')),
    shot('tags-problems-wide', 'Tags with problems, 800 px', { tray: 800 }, dialog('wrong')),
    shot('tags-problems-dark', 'Tags with problems, dark', { theme: 'dark' }, dialog('wrong')),
    shot('tags-problems-180', 'Tags with problems, 180 px', { tray: 180, height: 1100 }, dialog('wrong')),
    shot('live-errors', 'Values, and tags that the PLC does not have', { tray: 800 }, dialog('partly', live)),
    shot(
      'live-errors-german-dark',
      'The same, in German, dark',
      { theme: 'dark', language: 'de', tray: 800 },
      dialog('partly', live),
    ),
    shot('plan', 'How the tags are read', { tray: 800 }, dialog(example.tags, plan)),
    shot(
      'plan-german-dark',
      'The same, in German, dark',
      { theme: 'dark', language: 'de', tray: 800 },
      dialog(example.tags, plan),
    ),
    shot('import', 'A file with errors', {}, dialog(example.tags, imported)),
    shot(
      'import-german-dark',
      'The same, in German, dark',
      { theme: 'dark', language: 'de' },
      dialog(example.tags, imported),
    ),
    shot('byte-order', 'Find the byte order', {}, dialog(example.tags, byteOrder)),
    shot(
      'byte-order-german-dark',
      'The same, in German, dark',
      { theme: 'dark', language: 'de' },
      dialog(example.tags, byteOrder),
    ),
  ],
};
