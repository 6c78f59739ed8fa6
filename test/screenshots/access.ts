import type { Gallery } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import type { CurrentPolicy } from '../../plugins/access/src/common/policies.ts';
import { answer } from '../editor/sidebar-page.ts';
import { startAccessPlant } from './access-plant.ts';
import { menu, openMenu, openRow, row, scrolledTo, shot, showKind, sidebar } from './access-shots.ts';
import { both, section, settledTray, tray } from './sidebar-shots.ts';

const stateRoute = '**/millwright/access/state*';
const meRoute = '**/millwright/access/me*';
const state = { phase: 'on', logIn: 'millwright', problems: [] };
const me = {
  kind: 'anyone',
  local: false,
  roles: [],
  phase: 'on',
  actions: {},
  locked: {},
  newTab: { allowed: true, reasons: [] },
};
const off = (logIn: string, more: object): ((page: Page) => Promise<void>) =>
  both(
    answer(stateRoute, 200, { ...state, phase: 'off', logIn }),
    answer(meRoute, 200, { ...me, phase: 'off', ...more }),
  );
const none = off('none', {});
const settings = off('settings', { kind: 'user', name: 'anna' });
const restricted = answer(meRoute, 200, {
  ...me,
  kind: 'user',
  name: 'olaf',
  local: true,
  roles: ['night-shift', 'viewer'],
  actions: {
    'flow.read': true,
    'flow.edit': true,
    'deploy.nodes': true,
    'debug.read': true,
    inject: true,
    'live.connect': true,
  },
});
const failed = answer(stateRoute, 503, {
  code: 'access.unavailable',
  message: 'unavailable',
  details: { reason: 'database is locked' },
});
const pending = (page: Page): Promise<unknown> =>
  page.route(stateRoute, (route) =>
    route.fulfill({ json: { ...state, pending: { revertsAt: Date.now() + 280_000, revertsTo: 2 } } }),
  );
const locked = (page: Page): Promise<unknown> =>
  page.route('**/millwright/access/people*', async (route) => {
    const response = await route.fetch();
    const answered = (await response.json()) as { people: { name: string; lockedUntil?: number }[] };
    for (const person of answered.people)
      if (person.name === 'mara') person.lockedUntil = Date.now() + 600_000;
    await route.fulfill({ response, json: answered });
  });
const degraded = answer(stateRoute, 200, {
  ...state,
  problems: [
    { code: 'access.exposed', message: 'exposed', details: { file: 'access.db' } },
    { code: 'access.guard-outdated', message: 'outdated' },
  ],
});
const decisions = answer('**/millwright/access/simulate*', 200, {
  decisions: 200,
  changes: ['filler', 'capper'].map((id, index) => ({
    decision: {
      id: index,
      time: Date.UTC(2026, 10, 25, 22, 15 + index),
      subject: { kind: 'user', name: 'olaf' },
      operation: 'flows.deploy',
      action: 'flow.edit',
      about: { kind: 'tab', id, label: id === 'filler' ? 'Filler' : 'Capper' },
      allowed: index === 0,
      reasons: [],
    },
    allowed: index === 1,
    reasons: [
      {
        action: 'flow.edit',
        about: { kind: 'tab', id },
        code: index === 1 ? 'allowed' : 'denied',
        rule: { role: 'night-shift', rule: index === 1 ? 'New rule' : 'Not the doors' },
      },
    ],
  })),
});

/** Refuses to save once, and has other rules from then on. */
async function changedMeanwhile(page: Page): Promise<void> {
  let refused = false;
  await page.route('**/millwright/access/policy*', async (route) => {
    if (route.request().method() === 'PUT') {
      refused = true;
      await route.fulfill({ status: 409, json: { code: 'access.policy-stale', message: 'stale' } });
      return;
    }
    const response = await route.fetch();
    const current = (await response.json()) as CurrentPolicy;
    if (!refused) return route.fulfill({ response, json: current });
    const bindings = [
      ...current.policy.bindings,
      { subject: { kind: 'user', name: 'udo' }, role: 'operator' },
    ];
    const more = { by: 'mara', note: 'Udo is back', revision: current.revision + 1 };
    await route.fulfill({
      response,
      json: { ...current, ...more, policy: { ...current.policy, bindings } },
    });
  });
}

const rule = async (page: Page): Promise<Locator> => {
  await openRow(page, 'roles', 'night-shift');
  await page.locator('.mw-access-rule summary').first().click();
  return tray(page);
};

const review = async (page: Page): Promise<Locator> => {
  await openRow(page, 'roles', 'night-shift');
  await page.locator('.mw-access-rule summary').nth(2).click();
  await page.locator('#mw-access-rule-2-effect').selectOption('allow');
  await page.locator('#mw-tray-primary').click();
  await page.locator('#mw-access-note').waitFor();
  await page.locator('#mw-tray-primary:not([disabled])').waitFor();
  return tray(page);
};

const wizard = async (page: Page): Promise<Locator> => {
  await page.locator('#millwright-access-sidebar .mw-state button').click();
  return settledTray(page);
};

const why = async (page: Page): Promise<Locator> => {
  await openMenu(page, 'fa-question-circle-o');
  await page.locator('#mw-access-why-who').fill('olaf');
  await page.locator('#mw-access-why-who').press('Tab');
  await page.locator('#mw-access-why-target').selectOption('tab:safety');
  await page.locator('.mw-access-trace summary').click();
  return tray(page);
};

export const gallery: Gallery = {
  title: 'Access',
  async start() {
    const access = await startAccessPlant();
    return { nodeRed: access.nodeRed, token: await access.token('owner') };
  },
  shots: [
    shot('overview', 'People, roles and rules beside the flows', {}, async () => undefined),
    shot('overview-dark', 'The same, dark', { theme: 'dark' }, async () => undefined),
    shot('first-visit', 'First visit', { firstVisit: true }, sidebar),
    shot('list-180', 'The same, 180 px', { width: 180 }, sidebar),
    shot('list-180-dark', 'The same, 180 px, dark', { width: 180, theme: 'dark' }, sidebar),
    shot('list-600', 'The same, 600 px', { width: 600 }, sidebar),
    shot('list-german', 'In German', { language: 'de' }, sidebar),
    shot('decisions', 'The last decisions', {}, async (page) => {
      await showKind(page, 'decisions');
      return section(page);
    }),
    shot('menu', 'Menu', {}, async (page) => {
      await page.locator('#millwright-access-sidebar .mw-toolbar-menu-button').click();
      return section(page);
    }),
    shot('pending', 'Rules that revert by themselves', { beforeLoad: pending }, sidebar),
    shot(
      'pending-180-german-dark',
      'The same, 180 px, in German, dark',
      { beforeLoad: pending, width: 180, language: 'de', theme: 'dark' },
      sidebar,
    ),
    shot('restricted', 'For those who may not see the rules', { beforeLoad: restricted }, sidebar),
    shot('degraded', 'Degraded', { beforeLoad: degraded }, sidebar),
    shot('loading', 'Loading', { beforeLoad: (page) => page.route(stateRoute, () => {}) }, sidebar),
    shot('error', 'An error', { beforeLoad: failed }, sidebar),
    shot(
      'error-180-dark',
      'An error, 180 px, dark',
      { beforeLoad: failed, width: 180, theme: 'dark' },
      sidebar,
    ),
    shot('off', 'Before the set-up', { beforeLoad: none }, sidebar),
    shot(
      'off-180-german-dark',
      'Before the set-up, 180 px, in German, dark',
      { beforeLoad: none, width: 180, language: 'de', theme: 'dark' },
      sidebar,
    ),
    shot(
      'off-settings',
      'Before the set-up, with a log-in of settings.js',
      { beforeLoad: settings },
      sidebar,
    ),
    shot('set-up', 'Set-up', { beforeLoad: none }, wizard),
    shot(
      'set-up-german-dark',
      'Set-up in German, dark',
      { beforeLoad: none, language: 'de', theme: 'dark' },
      wizard,
    ),
    shot('set-up-problems', 'Set-up, not yet right', { beforeLoad: none }, async (page) => {
      await wizard(page);
      await page.locator('#mw-access-code').fill('ABCD-EFGH-JKLM');
      await page.locator('#mw-access-owner').fill('-anna');
      await page.locator('#mw-access-set-up-password').fill('short');
      return tray(page);
    }),
    shot('set-up-settings', 'Set-up for somebody of settings.js', { beforeLoad: settings }, wizard),
    shot('role', 'A role', {}, row('roles', 'night-shift')),
    shot('role-dark', 'A role, dark', { theme: 'dark' }, row('roles', 'night-shift')),
    shot('rule', 'A rule', {}, rule),
    shot('rule-german-dark', 'A rule in German, dark', { language: 'de', theme: 'dark' }, rule),
    shot('rule-selections', 'On what and when', {}, async (page) => {
      await rule(page);
      return scrolledTo(page, '.mw-access-rule[open] .mw-access-inline:last-of-type');
    }),
    shot('rule-narrow', 'A rule in a narrow window', {}, async (page) => {
      await page.setViewportSize({ width: 700, height: 760 });
      return rule(page);
    }),
    shot('role-who', 'Who can do this', {}, async (page) => {
      await openRow(page, 'roles', 'engineer');
      await page.locator('#mw-access-who-action').selectOption('flow.edit');
      await page.locator('#mw-access-who-target').selectOption('tab:safety');
      await page.locator('fieldset dl').waitFor();
      return scrolledTo(page, '#mw-access-who-action');
    }),
    shot('role-problems', 'A role that cannot be saved yet', {}, async (page) => {
      await openMenu(page, 'fa-shield');
      await page.locator('#mw-access-add-rule').click();
      await page.locator('#mw-tray-primary').click();
      return tray(page);
    }),
    shot('review', 'What a change means', { beforeLoad: decisions }, review),
    shot(
      'review-dark-german',
      'The same, dark, in German',
      { beforeLoad: decisions, theme: 'dark', language: 'de' },
      review,
    ),
    shot('review-same', 'A change that changes no decision', {}, review),
    shot(
      'stale',
      'Somebody else changed the rules',
      {
        beforeLoad: changedMeanwhile,
      },
      async (page) => {
        await review(page);
        await page.locator('#mw-tray-primary').click();
        await page.locator('.mw-tray [role=alert]').waitFor();
        return tray(page);
      },
    ),
    shot('person', 'A person', {}, row('people', 'ines')),
    shot('person-locked', 'Locked after failed log-ins', { beforeLoad: locked }, async (page) => {
      await openRow(page, 'people', 'mara');
      return scrolledTo(page, '.mw-access-danger');
    }),
    shot('person-dark', 'A person, dark', { theme: 'dark' }, row('people', 'ines')),
    shot('person-last-owner', 'The last owner', {}, async (page) => {
      await openRow(page, 'people', 'owner');
      return scrolledTo(page, '.mw-access-danger');
    }),
    shot('person-new', 'A new person', {}, menu('fa-user-plus')),
    shot('everyone', 'Everyone', {}, row('people', 'Everyone who is logged in')),
    shot('you', 'You', {}, async (page) => {
      await page.locator('#mw-access-list .mw-list-row').first().click();
      return settledTray(page);
    }),
    shot('you-german-dark', 'You, in German, dark', { language: 'de', theme: 'dark' }, async (page) => {
      await page.locator('#mw-access-list .mw-list-row').first().click();
      return settledTray(page);
    }),
    shot('token-new', 'A new API token', {}, menu('fa-key')),
    shot('token-made', 'An API token, shown once', {}, async (page) => {
      await openMenu(page, 'fa-key');
      await page.route('**/millwright/access/tokens', (route) =>
        route.fulfill({
          json: {
            id: 't9',
            name: 'mes',
            owner: 'owner',
            created: Date.UTC(2026, 10, 26),
            expires: Date.UTC(2027, 1, 24, 9),
            token: 'mw_not-a-real-one-only-for-a-picture-0000000',
          },
        }),
      );
      await page.locator('#mw-access-token-name').fill('mes');
      await page.locator('#mw-tray-primary').click();
      await page.locator('#mw-access-token-made').waitFor();
      return tray(page);
    }),
    shot('token', 'An API token', {}, row('tokens', 'shift-report')),
    shot('session', 'Somebody who is logged in', {}, row('sessions', 'ines')),
    shot('decision', 'A refusal', {}, async (page) => {
      await showKind(page, 'decisions');
      await page.locator('#mw-access-list .mw-list-row:has(.mw-bad)').first().click();
      return settledTray(page);
    }),
    shot('why', 'Why?', {}, why),
    shot('why-german-dark', 'Why? In German, dark', { language: 'de', theme: 'dark' }, why),
    shot('revisions', 'Revisions of the rules', {}, menu('fa-history')),
    shot('file', 'Rules as a file', {}, menu('fa-file-text-o')),
    shot('file-wrong', 'A file that is not right', {}, async (page) => {
      await openMenu(page, 'fa-file-text-o');
      const rules = {
        format: 1,
        roles: [{ name: 'Night shift', rules: [{ name: 'x', effect: 'allow', actions: ['fly'] }] }],
        bindings: [],
      };
      const file = {
        name: 'rules.json',
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify(rules)),
      };
      await page.locator('#mw-access-file').setInputFiles(file);
      await page.locator('.mw-tray .mw-bad').waitFor();
      return tray(page);
    }),
    shot('promises', 'What access control does here', {}, async (page) => {
      await page.locator('.mw-foot button').first().click();
      return settledTray(page);
    }),
    shot(
      'promises-secure',
      'The same with secure.cjs',
      { beforeLoad: answer(stateRoute, 200, { ...state, logIn: 'secure' }) },
      async (page) => {
        await page.locator('.mw-foot button').first().click();
        return settledTray(page);
      },
    ),
    shot('promises-problems', 'Two problems', { beforeLoad: degraded }, async (page) => {
      await page.locator('.mw-foot button').first().click();
      return settledTray(page);
    }),
  ],
};
