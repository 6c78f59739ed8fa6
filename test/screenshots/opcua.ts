import { type Gallery, startNodeRed } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import { setTrayWidth, settledForm } from '../editor/node-dialog.ts';
import { addBatchEvents, opcuaFlows, opcuaPlant, plantAddress } from '../editor/opcua-plant.ts';
import { dialog, shot } from './modbus-shots.ts';

const tag = (name: string, more: object = {}) => ({
  name,
  address: plantAddress(`Packaging line/Filler/${name}`),
  access: 'read',
  ...more,
});

const node = (type: string, y: number, more: object = {}) => ({
  id: type,
  type: `mw-opcua-${type}`,
  z: 'tab',
  x: 440,
  y,
  schema: 1,
  name: '',
  wires: [[]],
  ...more,
});

const eventField = (name: string, path: string) => ({ name, path, type: '', attribute: 'Value' });

const condition = (path: string, operator: string, value: string) => ({
  not: false,
  path,
  operator,
  value,
  literal: 'auto',
  type: '',
});

const flowsFor = (url: string): readonly object[] => [
  ...opcuaFlows(url),
  {
    id: 'filler',
    type: 'mw-opcua-tags',
    schema: 1,
    name: 'Filler',
    connection: 'connection',
    tags: [
      tag('Speed', { access: 'read-write', min: 0, max: 200 }),
      tag('Level', { unit: '%', deadband: '0.5' }),
      tag('Running'),
      tag('Last faults'),
      tag('Valve'),
    ],
  },
  {
    id: 'protected',
    type: 'mw-opcua-connection',
    schema: 1,
    name: 'Press',
    url: 'opc.tcp://press-7.plant.example:4840',
    identity: 'user-name',
    userName: 'line',
  },
  {
    id: 'wrong',
    type: 'mw-opcua-tags',
    schema: 1,
    name: 'Pasted in a hurry',
    connection: 'connection',
    tags: [tag('Speed'), tag('Speed', { address: 'ns=2' }), tag('Level', { address: '/Objects//Level' })],
  },
  node('read', 80, { tags: 'filler' }),
  node('write', 140, { tags: 'filler' }),
  node('watch', 200, { tags: 'filler' }),
  node('events', 260, {
    connection: 'connection',
    fields: [
      eventField('SourceName', 'SourceName'),
      eventField('Message', 'Message'),
      eventField('Severity', 'Severity'),
      eventField('Active', 'ActiveState/Id'),
    ],
    match: 'all',
    conditions: [
      condition('', 'OfType', 'i=2915'),
      condition('Severity', 'GreaterThanOrEqual', '500'),
      condition('SourceName', 'Like', 'Filler%'),
    ],
  }),
];

/** Once it stands. */
const plain = async (_form: Locator, page: Page): Promise<undefined> => void (await settledForm(page));

/** Once the values are there. */
const live = async (form: Locator): Promise<undefined> => {
  await form.locator('.mw-grid-row .mw-grid-live').filter({ hasText: '118.5' }).first().waitFor();
};

/** After a press of Test. */
const tested = async (form: Locator): Promise<undefined> => {
  const line = form.locator('.mw-form-test');
  await line.getByRole('button').click();
  await line.getByText(/▲/).waitFor();
};

/** With the filter in sight. */
const unfolded = async (form: Locator, page: Page): Promise<undefined> => {
  await form.locator('[data-group="filter"] > summary').click();
  await settledForm(page);
};

/** What is offered of a type that only the server has, with two fields chosen. @param width of the tray in pixels */
const chosen =
  (width?: number) =>
  async (form: Locator, page: Page): Promise<undefined> => {
    await form.getByRole('button', { name: 'Choose fields…' }).click();
    const chooser = page.locator('.mw-opcua-events');
    const types = chooser.locator('select');
    await types.locator('option', { hasText: 'BatchEventType' }).waitFor({ state: 'attached' });
    await types.selectOption({ label: 'BatchEventType' });
    await chooser.getByLabel(/;BatchId/).check();
    await chooser.getByLabel('Time', { exact: true }).check();
    if (width !== undefined) await setTrayWidth(page, width);
  };

const german = { language: 'de' } as const;
const dark = { theme: 'dark' } as const;

export const gallery: Gallery = {
  title: 'OPC UA: connection, tags, read, write, watch, events',
  start: async () => {
    const server = opcuaPlant();
    addBatchEvents(server);
    await server.listen();
    const nodeRed = await startNodeRed({
      heavyNodes: 'all',
      only: ['node-red-opcua'],
      flows: flowsFor(server.url),
    });
    return { nodeRed, close: () => server.dispose() };
  },
  shots: [
    shot('connection', 'A connection, protected as well as the server can', {}, dialog('protected', plain)),
    shot(
      'connection-german-dark',
      'The same, in German, dark',
      { ...german, ...dark },
      dialog('protected', plain),
    ),
    shot('connection-180', 'The same, 180 px', { tray: 180, height: 1300 }, dialog('protected', plain)),
    shot('unsecured', 'One that is not protected, tested', {}, dialog('connection', tested)),
    shot('unsecured-dark', 'The same, dark', dark, dialog('connection', tested)),
    shot('tags', 'A table of tags with its values now', {}, dialog('filler', live)),
    shot('tags-german-dark', 'The same, in German, dark', { ...german, ...dark }, dialog('filler', plain)),
    shot('tags-problems', 'Rows that were pasted in a hurry', {}, dialog('wrong', plain)),
    shot('read', 'Read', {}, dialog('read', plain)),
    shot('write', 'Write', {}, dialog('write', plain)),
    shot('watch', 'Watch', {}, dialog('watch', plain)),
    shot(
      'watch-180-dark',
      'Watch, 180 px, dark',
      { ...dark, tray: 180, height: 1100 },
      dialog('watch', plain),
    ),
    shot('events', 'Events, and their filter', { height: 1100 }, dialog('events', unfolded)),
    shot(
      'events-german-dark',
      'The same, in German, dark',
      { ...german, ...dark, height: 1100 },
      dialog('events', unfolded),
    ),
    shot('events-180', 'The same, 180 px', { tray: 180, height: 1900 }, dialog('events', unfolded)),
    shot(
      'events-180-dark',
      'The same, 180 px, dark',
      { ...dark, tray: 180, height: 1900 },
      dialog('events', unfolded),
    ),
    shot('events-fields', 'The fields of a type of events', {}, dialog('events', chosen())),
    shot('events-fields-dark', 'The same, dark', dark, dialog('events', chosen())),
    shot('events-fields-180', 'The same, 180 px', { tray: 180, height: 1100 }, dialog('events', chosen(180))),
  ],
};
