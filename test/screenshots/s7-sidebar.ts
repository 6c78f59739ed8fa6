import { type Gallery, startNodeRed } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import type { ListedConnection } from '../../nodes/s7/src/common/routes.ts';
import { type Setting, section, settledTray, sidebarShot } from './sidebar-shots.ts';

type Counters = ListedConnection['counters'];
type More = Partial<Omit<ListedConnection, 'counters'>> & { readonly counters?: Partial<Counters> };

/** 26 November 2026, 09:30 UTC: what is shown of times does not depend on when one looks. */
const morning = Date.UTC(2026, 10, 26, 9, 30);

/** A connection as the server tells of it, well unless told otherwise. */
const connection = (name: string, host: string, { counters, ...more }: More = {}): ListedConnection => ({
  id: name,
  name,
  place: `${host}:102`,
  readOnly: false,
  phase: 'online',
  called: { rack: 0, slot: 1 },
  tables: [{ name: `${name}, all`, tags: 40 }],
  counters: {
    requests: 48_213,
    errors: {},
    latency: { p50: 4.1, p99: 12.3 },
    bytes: { in: 5_210_000, out: 580_000 },
    reconnects: 0,
    refused: 0,
    dropped: 0,
    slow: 0,
    suspended: [],
    ...counters,
  },
  ...more,
});

const well: readonly ListedConnection[] = [
  connection('Capper', '10.4.1.23', {
    agreed: { pdu: 960, jobs: 8 },
    tables: [
      { name: 'Capper', tags: 7 },
      { name: 'Torques', tags: 1 },
    ],
  }),
  connection('Gate', '10.4.1.61', {
    called: { tsap: '2000' },
    readOnly: true,
    agreed: { pdu: 240, jobs: 1 },
  }),
  connection('Spare', '10.4.1.90', { phase: 'idle', tables: [], counters: { requests: 0, latency: {} } }),
];

/** With two more: one is silent, one takes no further connection. */
const troubled: readonly ListedConnection[] = [
  ...well,
  connection('Oven', '10.4.1.33', {
    phase: 'degraded',
    agreed: { pdu: 240, jobs: 2 },
    counters: {
      errors: { 's7.timeout': 3, 's7.address-error': 1 },
      slow: 31,
      lastError: { code: 's7.timeout', message: 'The PLC did not answer within 2000 ms', at: morning },
    },
  }),
  connection('Press', '10.4.1.30', {
    called: { rack: 0, slot: 2 },
    phase: 'waiting',
    delay: 8000,
    code: 's7.connect-refused',
    reason: '10.4.1.30 refused the connection to TSAP 0102 (rack 0, slot 2)',
    counters: {
      requests: 0,
      bytes: { in: 264, out: 528 },
      reconnects: 12,
      errors: { 's7.connect-refused': 12 },
      latency: {},
      lastError: {
        code: 's7.connect-refused',
        message: '10.4.1.30 refused the connection to TSAP 0102 (rack 0, slot 2)',
        at: morning,
      },
    },
  }),
];

const take = sidebarShot('plc');

const list = (
  name: string,
  caption: string,
  connections: readonly ListedConnection[],
  setting: Setting = {},
  then: (page: Page) => Promise<Locator> = async (page) => section(page),
) => {
  const beforeLoad = (page: Page) =>
    page.route('**/millwright/s7/status*', (route) => route.fulfill({ json: { connections } }));
  return take(name, caption, { ...setting, beforeLoad }, then);
};

const opened =
  (of: string) =>
  async (page: Page): Promise<Locator> => {
    await section(page).getByRole('option').filter({ hasText: of }).click();
    return settledTray(page);
  };

const german = { language: 'de' } as const;
const dark = { theme: 'dark' } as const;

export const gallery: Gallery = {
  title: 'Siemens S7: connections in the PLC sidebar',
  start: async () => ({ nodeRed: await startNodeRed({ heavyNodes: 'all', only: ['node-red-s7'] }) }),
  shots: [
    list('well', 'All is well', well),
    list('list', 'One is silent, one takes no further connection', troubled),
    list('list-dark', 'The same, dark', troubled, dark),
    list('list-180-german-dark', 'The same, 180 px, in German, dark', troubled, {
      ...german,
      ...dark,
      width: 180,
    }),
    list('empty', 'Before the first connection', []),
    list('details', 'A connection and what it agreed to', well, {}, opened('Capper')),
    list('details-german-dark', 'The same, in German, dark', well, { ...german, ...dark }, opened('Capper')),
    list('details-lost', 'A PLC that refuses the connection', troubled, {}, opened('Press')),
    list('details-lost-german', 'The same, in German', troubled, german, opened('Press')),
  ],
};
