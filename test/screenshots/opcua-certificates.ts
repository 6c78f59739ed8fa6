import { type Gallery, startNodeRed } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import type { ListedCertificates } from '../../nodes/opcua/src/common/certificate-routes.ts';
import { calm, nobody, waiting } from '../editor/opcua-certificate-states.ts';
import { type Setting, section, settledTray, sidebarShot } from './sidebar-shots.ts';

const take = sidebarShot('plc');
const certificates = '**/millwright/opcua/certificates*';

/** What a connection to the server that waits says meanwhile. */
const connection = {
  id: 'boiler',
  name: 'Boiler',
  place: 'opc.tcp://10.0.0.7:4840',
  readOnly: false,
  phase: 'waiting',
  delay: 28_000,
  reason: 'Nobody has trusted it yet, nor who issued it',
  code: 'opcua.bad-certificate-untrusted',
  unsecured: false,
  notices: [],
  tables: [{ name: 'Boiler, all', tags: 37 }],
  counters: {
    requests: 0,
    errors: {},
    latency: {},
    bytes: { in: 0, out: 0 },
    reconnects: 0,
    refused: 3,
    dropped: 0,
    slow: 0,
    suspended: [],
  },
};

/** The sidebar with these certificates in it. */
const list = (
  name: string,
  caption: string,
  told: ListedCertificates,
  setting: Setting = {},
  then: (page: Page) => Promise<Locator> = async (page) => section(page),
) =>
  take(
    name,
    caption,
    {
      ...setting,
      beforeLoad: async (page) => {
        await page.route(certificates, (route) => route.fulfill({ json: told }));
        await page.route('**/millwright/opcua/status*', (route) =>
          route.fulfill({ json: { connections: told.pending.length > 0 ? [connection] : [] } }),
        );
      },
    },
    then,
  );

const opened =
  (row: string) =>
  async (page: Page): Promise<Locator> => {
    await section(page)
      .getByRole('option')
      .filter({ hasText: row })
      .filter({ hasNotText: 'retry' })
      .filter({ hasNotText: 'erneut' })
      .click();
    return settledTray(page);
  };

const asked = async (page: Page): Promise<Locator> => {
  const tray = await opened('Boiler')(page);
  await tray.getByRole('button', { name: 'Trust…' }).click();
  return page.getByRole('alertdialog');
};

const german = { language: 'de' } as const;
const dark = { theme: 'dark' } as const;

export const gallery: Gallery = {
  title: 'OPC UA: certificates in the PLC sidebar',
  start: async () => ({ nodeRed: await startNodeRed({ heavyNodes: 'all', only: ['node-red-opcua'] }) }),
  shots: [
    list('calm', 'All is well', calm()),
    list('waiting', 'A server waits, and much else is to be done', waiting()),
    list('waiting-dark', 'The same, dark', waiting(), dark),
    list('waiting-german', 'The same, in German', waiting(), german),
    list('waiting-180', 'The same, 180 px', waiting(), { width: 180 }),
    list('waiting-180-german-dark', 'The same, 180 px, in German, dark', waiting(), {
      ...german,
      ...dark,
      width: 180,
    }),
    list('nobody', 'Nobody uses it', nobody()),
    list('own', 'Our own, which expires soon', waiting(), {}, opened('This Node-RED')),
    list('own-dark', 'Our own, dark', calm(), dark, opened('This Node-RED')),
    list('pending', 'One that waits', waiting(), {}, opened('Boiler')),
    list(
      'pending-german-dark',
      'The same, in German, dark',
      waiting(),
      { ...german, ...dark },
      opened('Boiler'),
    ),
    list('trust', 'Asked before it is trusted', waiting(), {}, asked),
    list('trust-dark', 'The same, dark', waiting(), dark, asked),
    list(
      'trusted',
      'Those that are trusted, out of their time',
      waiting(),
      {},
      opened('not good at this time'),
    ),
    list('issuers', 'Issuers', waiting(), {}, opened('Issuers')),
    list('lists', 'Revocation lists', waiting(), dark, opened('Revocation lists')),
  ],
};
