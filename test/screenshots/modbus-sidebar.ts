import { type Gallery, startNodeRed } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import type { ListedConnection } from '../../nodes/modbus/src/common/routes.ts';
import { asConnections, partly, troubled, well } from '../editor/modbus-statuses.ts';
import { answer } from '../editor/sidebar-page.ts';
import { type Setting, section, settledTray, sidebarShot } from './sidebar-shots.ts';

const take = sidebarShot('plc');
const status = '**/millwright/modbus/status*';

/** The list with these connections in it. */
const list = (
  name: string,
  caption: string,
  connections: readonly ListedConnection[],
  setting: Setting = {},
  then: (page: Page) => Promise<Locator> = async (page) => section(page),
) => take(name, caption, { ...setting, beforeLoad: asConnections(connections) }, then);

const opened =
  (connection: string) =>
  async (page: Page): Promise<Locator> => {
    await section(page).getByRole('option').filter({ hasText: connection }).click();
    return settledTray(page);
  };

const searched =
  (text: string) =>
  async (page: Page): Promise<Locator> => {
    const field = section(page).locator('.mw-toolbar-text');
    await field.fill(text);
    await field.press('Enter');
    return section(page);
  };

const keyboard = async (page: Page): Promise<Locator> => {
  await section(page).getByRole('listbox').focus();
  await page.keyboard.press('ArrowDown');
  return section(page);
};

/** It answers once, and then no more. */
const lost = async (page: Page): Promise<void> => {
  let asked = false;
  await page.route(status, (route) => {
    if (asked) return route.abort();
    asked = true;
    return route.fulfill({ json: { connections: partly, servers: [] } });
  });
};
const stale = async (page: Page): Promise<Locator> => {
  await section(page).locator('.mw-line.mw-amber').waitFor();
  return section(page);
};

const whole = async (page: Page): Promise<Locator> => section(page);
const german = { language: 'de' } as const;
const dark = { theme: 'dark' } as const;
const failure = answer(status, 500, { code: 'runtime.internal', message: 'It failed' });
const refusal = answer(status, 403, {
  code: 'runtime.not-allowed',
  message: 'No',
  details: { permission: 'flows.read' },
});
const silence = (page: Page) => page.route(status, () => {});

export const gallery: Gallery = {
  title: 'Modbus: connections in the PLC sidebar',
  start: async () => ({ nodeRed: await startNodeRed({ heavyNodes: 'all', only: ['node-red-modbus'] }) }),
  shots: [
    list('well', 'All is well', well),
    list('partly', 'Units do not answer', partly),
    list('list', 'One is not reached', troubled),
    list('list-dark', 'The same, dark', troubled, dark),
    list('list-german', 'The same, in German', troubled, german),
    list('list-180', 'The same, 180 px', troubled, { width: 180 }),
    list('list-180-german-dark', 'The same, 180 px, in German, dark', troubled, {
      ...german,
      ...dark,
      width: 180,
    }),
    list('list-600', 'The same, 600 px', troubled, { width: 600 }),
    list('keyboard', 'A connection chosen by keyboard', troubled, {}, keyboard),
    list('search', 'A unit is searched for', troubled, {}, searched('unit 7')),
    list('no-match', 'Nothing matches', troubled, {}, searched('oven')),
    list(
      'no-match-180-german-dark',
      'The same, 180 px, in German, dark',
      troubled,
      {
        ...german,
        ...dark,
        width: 180,
      },
      searched('oven'),
    ),
    take('degraded', 'Node-RED does not answer any more', { beforeLoad: lost }, stale),
    take(
      'degraded-180-german-dark',
      'The same, 180 px, in German, dark',
      {
        ...german,
        ...dark,
        width: 180,
        beforeLoad: lost,
      },
      stale,
    ),
    list('empty', 'Before the first connection', []),
    list('empty-180-german-dark', 'The same, 180 px, in German, dark', [], {
      ...german,
      ...dark,
      width: 180,
    }),
    take('loading', 'Loading', { beforeLoad: silence }, whole),
    take('error', 'An error', { beforeLoad: failure }, whole),
    take('error-180-dark', 'An error, 180 px, dark', { ...dark, width: 180, beforeLoad: failure }, whole),
    take('not-allowed', 'Not allowed', { beforeLoad: refusal }, whole),
    list('details', 'A gateway with silent units', troubled, {}, opened('Boiler gateway')),
    list(
      'details-german-dark',
      'The same, in German, dark',
      troubled,
      { ...german, ...dark },
      opened('Boiler gateway'),
    ),
    list('details-lost', 'A connection that is not reached', troubled, {}, opened('Press PLC')),
    list('details-lost-german', 'The same, in German', troubled, german, opened('Press PLC')),
    list('details-idle', 'A connection that is not in use', troubled, {}, opened('Spare')),
  ],
};
