import { type Gallery, startNodeRed } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import type { Health } from '../../plugins/audit/src/common/log.ts';
import type { AuditSettings } from '../../plugins/audit/src/common/settings.ts';
import { defaultSettings } from '../../plugins/audit/src/common/settings.ts';
import { shot } from './audit-shots.ts';
import { answer, both, section, settledTray, still, tray } from './sidebar-shots.ts';

const minute = 60_000;
const now = Date.now();
const note = `millwright/audit/press-2/9f31c07a
4711
8fYoyr3pmPpY3eDRkcDA0y4xu0VIW4ZZLN8fqRZ3m0E=
time ${now - 3 * minute}

— millwright/audit/press-2/9f31c07a nRuMS1gwZ2hQbmVrc2RzZmxrc2RmbGtqc2RmbGtqc2RmbGtqc2RmbGtqc2RmbGtqc2RmbGtqc2Rm
`;
const verdict = {
  result: 'ok',
  origin: 'millwright/audit/press-2/9f31c07a',
  fingerprint: '3f2a 91bc 77d0 1e5c',
  size: 4723,
  checked: 4600,
  pruned: 123,
  signed: 4711,
  anchored: 4711,
  anchors: 19,
  faults: [],
} as const;
const health: Health = {
  state: 'well',
  size: 4723,
  events: 4600,
  bytes: 8_400_000,
  bytesPerDay: 210_000,
  origin: 'millwright/audit/press-2/9f31c07a',
  fingerprint: '3f2a 91bc 77d0 1e5c 08b1 22fa c9d4 6e0f 51a7 b3c8 90de 4f12 7a66 e5b0 d823 019c',
  checkpoint: { size: 4711, time: now - 3 * minute, note },
  open: 12,
  openSince: now - 2 * minute,
  lost: 0,
  destinations: [
    {
      id: 'siem',
      name: 'SIEM of the plant',
      kind: 'syslog',
      enabled: true,
      anchor: true,
      state: 'up-to-date',
      behind: 0,
      lastDelivered: now - minute,
      anchored: 4711,
    },
    {
      id: 'broker',
      name: 'Plant broker',
      kind: 'mqtt',
      enabled: true,
      anchor: true,
      state: 'waiting',
      behind: 64,
      since: now - 40 * minute,
      lastDelivered: now - 41 * minute,
      nextTry: now + 3_600_000,
      anchored: 4608,
      problem: {
        code: 'audit.destination-unreachable',
        message: 'Plant broker does not answer at mqtts://broker:8883',
      },
    },
    {
      id: 'old',
      name: 'Old archive',
      kind: 'file',
      enabled: false,
      anchor: false,
      state: 'off',
      behind: 0,
    },
  ],
  verified: { time: now - 180 * minute, verdict: { ...verdict, faults: [] } },
  notices: [],
};
const settings: AuditSettings = {
  ...defaultSettings,
  instance: 'press-2',
  holds: [
    {
      id: 'hold-1',
      reason: 'Complaint 2026-118 of customer Heller, legal department',
      since: now - 90 * 86_400_000,
    },
  ],
  destinations: [
    {
      id: 'siem',
      kind: 'syslog',
      name: 'SIEM of the plant',
      enabled: true,
      classes: ['change', 'log-in', 'system'],
      anchor: true,
      host: 'siem.plant.example',
      port: 6514,
      transport: 'tls',
      facility: 13,
    },
    {
      id: 'broker',
      kind: 'mqtt',
      name: 'Plant broker',
      enabled: true,
      classes: [],
      anchor: true,
      url: 'mqtts://broker.plant.example:8883',
      topic: 'plant/line-2/audit',
      user: 'press-2',
      password: null,
    },
    {
      id: 'old',
      kind: 'file',
      name: 'Old archive',
      enabled: false,
      classes: ['change'],
      anchor: false,
      directory: '/mnt/archive/audit',
    },
  ],
};
const idle = answer('**/millwright/audit/verify*', 200, { state: 'idle', done: 0, of: 0 });
const running = answer('**/millwright/audit/verify*', 200, { state: 'running', done: 2900, of: 4723 });
const healthIs = (more: Partial<Health>) =>
  answer('**/millwright/audit/health*', 200, { ...health, ...more });
const settingsAre = (more: Partial<AuditSettings>) =>
  answer('**/millwright/audit/settings*', 200, { ...settings, ...more });
const preview = (change: number, waiting: number) =>
  answer('**/millwright/audit/retention/preview', 200, {
    change,
    'log-in': change / 2,
    read: 0,
    system: 0,
    waiting,
  });
const list = answer('**/millwright/audit/events?*', 200, { events: [] });
const well = both(list, healthIs({}), idle, settingsAre({}), preview(0, 0));
const noAnchor = both(
  list,
  healthIs({
    destinations: [],
    open: 4723,
    openSince: now - 9000 * minute,
    verified: {
      time: now,
      verdict: {
        ...verdict,
        result: 'unverifiable',
        reason: 'no-anchor',
        anchored: 0,
        anchors: 0,
        faults: [],
      },
    },
  }),
  idle,
);
const tampered = both(
  list,
  healthIs({
    state: 'failing',
    lost: 3,
    notices: [
      { code: 'audit.key-lost', message: 'lost', details: { file: 'audit-7.pem' } },
      { code: 'store.disk-full', message: 'full', details: { file: 'audit.db' } },
    ],
    verified: {
      time: now,
      verdict: {
        ...verdict,
        result: 'tampered',
        faults: [
          {
            kind: 'digest',
            seq: 1204,
            message: 'The record of event 1204 is not what its digest was made of.',
          },
          { kind: 'missing', from: 2000, to: 2016, message: 'Events 2000 to 2016 are not there.' },
          { kind: 'anchor', message: 'The checkpoint of size 4608 at Plant broker does not fit.' },
        ],
      },
    },
  }),
  idle,
);
const mayOnlyLook = (page: Page): Promise<unknown> =>
  page.route(/^(?!.*\/audit\/).*\/settings(\?|$)/, async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as { user?: object };
    await route.fulfill({ response, json: { ...body, user: { username: 'viewer', permissions: 'read' } } });
  });

const log = async (page: Page): Promise<Locator> => {
  await page.locator('.mw-foot button').click();
  await page.locator('.mw-tray dl').first().waitFor();
  return settledTray(page);
};
const openSettings = async (page: Page): Promise<void> => {
  await page.locator('#millwright-audit-sidebar .mw-toolbar-menu-button').click();
  await page.locator('#millwright-audit-sidebar [role=menuitem]:has(.fa-cog)').click();
};
const settingsTray = async (page: Page): Promise<Locator> => {
  await openSettings(page);
  await page.locator('.mw-audit-preview').waitFor();
  await page.locator('.mw-audit-preview > *').first().waitFor();
  return settledTray(page);
};
const inSettings =
  (then: (page: Page) => Promise<unknown>) =>
  async (page: Page): Promise<Locator> => {
    await settingsTray(page);
    await then(page);
    return settledTray(page);
  };
/** As narrow as the editor can get. */
const narrow =
  (bring: (page: Page) => Promise<Locator>) =>
  async (page: Page): Promise<Locator> => {
    await bring(page);
    await page.setViewportSize({ width: 480, height: 1600 });
    await still(page);
    return tray(page);
  };
const tall =
  (bring: (page: Page) => Promise<Locator>) =>
  async (page: Page): Promise<Locator> => {
    await page.setViewportSize({ width: 1280, height: 1300 });
    return bring(page);
  };

export const gallery: Gallery = {
  title: 'Audit: trust and settings',
  start: async () => ({ nodeRed: await startNodeRed({ only: ['node-red-audit'] }) }),
  shots: [
    shot('foot', 'The foot', { beforeLoad: well }, async (page) => section(page)),
    shot('foot-180-tampered', 'The foot, tampered', { beforeLoad: tampered, width: 180 }, async (page) =>
      section(page),
    ),
    shot('log', 'The log', { beforeLoad: well }, tall(log)),
    shot(
      'log-german-dark',
      'The log in German, dark',
      { beforeLoad: well, theme: 'dark', language: 'de' },
      tall(log),
    ),
    shot('log-narrow', 'The log, narrow', { beforeLoad: well }, narrow(log)),
    shot('log-no-anchor', 'Without an anchor', { beforeLoad: noAnchor }, tall(log)),
    shot('log-tampered', 'Tampered', { beforeLoad: tampered }, tall(log)),
    shot('log-running', 'A check runs', { beforeLoad: both(well, running) }, tall(log)),
    shot('settings', 'Settings', { beforeLoad: well }, tall(settingsTray)),
    shot(
      'settings-prunes-german-dark',
      'Settings',
      { beforeLoad: both(well, preview(312, 40)), theme: 'dark', language: 'de' },
      tall(settingsTray),
    ),
    shot(
      'settings-narrow',
      'Settings',
      { beforeLoad: both(well, settingsAre({ destinations: [] })) },
      narrow(settingsTray),
    ),
    shot(
      'settings-viewer',
      'Settings for those who may only look',
      { beforeLoad: both(well, mayOnlyLook) },
      settingsTray,
    ),
    shot(
      'destination-mqtt',
      'A destination',
      { beforeLoad: well },
      tall(inSettings((page) => page.locator('.mw-audit-items button').nth(1).click())),
    ),
    shot(
      'destination-syslog-german-dark',
      'A destination',
      { beforeLoad: well, theme: 'dark', language: 'de' },
      tall(inSettings((page) => page.locator('.mw-audit-items button').nth(0).click())),
    ),
    shot(
      'hold',
      'A new hold',
      { beforeLoad: well },
      inSettings((page) =>
        page.locator('section[aria-labelledby=mw-audit-settings-holds] .mw-audit-buttons button').click(),
      ),
    ),
  ],
};
