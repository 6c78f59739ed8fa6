import type { Gallery } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import { settledForm } from '../editor/node-dialog.ts';
import { dialog, shot } from './modbus-shots.ts';
import { startCapper } from './s7-plant.ts';
import { settledTray } from './sidebar-shots.ts';

/** Once it stands. */
const plain = async (_form: Locator, page: Page): Promise<undefined> => void (await settledForm(page));

/** Once the values are there. */
const live = async (form: Locator): Promise<undefined> => {
  await form.locator('.mw-grid-row .mw-grid-live').filter({ hasText: /\d/ }).first().waitFor();
};

/** With how the tags are read. */
const plan = async (form: Locator): Promise<Locator> => {
  await live(form);
  await form.locator('.mw-grid-plan > summary').click();
  return form.locator('[data-field="tags"]');
};

/** After a press of Test. @param mark that what came of it begins with */
const tested =
  (mark: RegExp) =>
  async (form: Locator): Promise<undefined> => {
    const line = form.locator('.mw-form-test');
    await line.getByRole('button').click();
    await line.getByText(mark).waitFor();
  };

/** With all groups open. */
const unfolded = async (form: Locator, page: Page): Promise<undefined> => {
  for (const summary of await form.locator('details[data-group] > summary').all()) await summary.click();
  await settledForm(page);
};

const source = [
  'DATA_BLOCK "Press" // DB7',
  "{ S7_Optimized_Access := 'FALSE' }",
  'VERSION : 0.1',
  '   STRUCT',
  '      force : Real;',
  '      motor : Struct',
  '         speed : Real;',
  '         running : Bool;',
  '      END_STRUCT;',
  '      recipe : String[20];',
  '      valve : "Valve";',
  '   END_STRUCT;',
  'BEGIN',
  'END_DATA_BLOCK',
].join('\r\n');

/** A source of a data block of which one line cannot be taken. */
const imported = async (form: Locator, page: Page): Promise<Locator> => {
  await form.locator('.mw-grid-more > summary').first().click();
  await form.locator('.mw-grid-more .mw-grid-menu-content button').filter({ hasText: '…' }).first().click();
  await settledTray(page);
  const file = { name: 'Press.db', mimeType: 'text/plain', buffer: Buffer.from(source) };
  await page.locator('.mw-import input[type=file]').setInputFiles(file);
  await page.locator('.mw-import-problems').waitFor();
  return page.locator('.red-ui-tray').last();
};

const german = { language: 'de' } as const;
const dark = { theme: 'dark' } as const;
const narrow = { tray: 180 } as const;

export const gallery: Gallery = {
  title: 'Siemens S7: connection, tags, read, write, watch, info, control',
  start: startCapper,
  shots: [
    shot('connection', 'A connection that works', { height: 620 }, dialog('capper-plc', tested(/●/))),
    shot(
      'connection-german-dark',
      'The same, in German, dark',
      { ...german, ...dark, height: 620 },
      dialog('capper-plc', tested(/●/)),
    ),
    shot('connection-180', 'A connection, 180 px', { ...narrow, height: 900 }, dialog('capper-plc', plain)),
    shot('connection-tsap', 'A LOGO!, with all groups open', { height: 1300 }, dialog('logo', unfolded)),
    shot(
      'connection-tsap-180-german-dark',
      'The same, 180 px, in German, dark',
      { ...narrow, ...german, ...dark, height: 2100 },
      dialog('logo', unfolded),
    ),
    shot('connection-failed', 'A connection that does not work', { height: 620 }, dialog('off', tested(/■/))),
    shot('tags', 'A table of tags with its values now', {}, dialog('capper', live)),
    shot('tags-dark', 'The same, dark', dark, dialog('capper', live)),
    shot('tags-german', 'The same, in German', german, dialog('capper', live)),
    shot('tags-180', 'The same, 180 px', { ...narrow, height: 1100 }, dialog('capper', live)),
    shot(
      'tags-180-dark',
      'The same, 180 px, dark',
      { ...narrow, ...dark, height: 1100 },
      dialog('capper', live),
    ),
    shot('tags-partly', 'Tags that the PLC does not have', { tray: 800 }, dialog('partly', live)),
    shot(
      'tags-partly-german-dark',
      'The same, in German, dark',
      { ...german, ...dark, tray: 800 },
      dialog('partly', live),
    ),
    shot('tags-problems', 'Rows that were pasted in a hurry', {}, dialog('wrong', plain)),
    shot(
      'tags-problems-german-dark',
      'The same, in German, dark',
      { ...german, ...dark },
      dialog('wrong', plain),
    ),
    shot('tags-options', 'How values and requests are made', { height: 1300 }, dialog('capper', unfolded)),
    shot('plan', 'How the tags are read', { tray: 800 }, dialog('capper', plan)),
    shot('import', 'A source of a data block', {}, dialog('capper', imported)),
    shot(
      'import-german-dark',
      'The same, in German, dark',
      { ...german, ...dark },
      dialog('capper', imported),
    ),
    shot('read', 'Read', { height: 420 }, dialog('read', plain)),
    shot('write', 'Write', { height: 620 }, dialog('write', plain)),
    shot(
      'write-german-dark',
      'Write, in German, dark',
      { ...german, ...dark, height: 620 },
      dialog('write', plain),
    ),
    shot('info', 'Info', { height: 620 }, dialog('info', plain)),
    shot(
      'info-german-dark',
      'Info, in German, dark',
      { ...german, ...dark, height: 620 },
      dialog('info', plain),
    ),
    shot('control', 'Control, where settings.js allows it', { height: 520 }, dialog('control', plain)),
    shot(
      'control-180-dark',
      'The same, 180 px, dark',
      { ...narrow, ...dark, height: 700 },
      dialog('control', plain),
    ),
    shot('watch', 'Watch', { height: 480 }, dialog('watch', plain)),
    shot(
      'watch-180-dark',
      'Watch, 180 px, dark',
      { ...narrow, ...dark, height: 900 },
      dialog('watch', plain),
    ),
  ],
};
