import type { Gallery, NodeRedProcess, Shot } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import { startComparePlant } from './compare-plant.ts';

interface EditorWindow {
  readonly RED: {
    readonly sidebar: { show(id: string): void };
    readonly nodes: { dirty(state: boolean): void };
  };
}

interface Setting {
  readonly theme?: Shot['theme'];
  readonly language?: 'en-US' | 'de';
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly beforeLoad?: (page: Page) => Promise<unknown>;
}

async function still(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLElement>('.red-ui-tray, .red-ui-notification')].every(
      (element) =>
        element.getAnimations().length === 0 &&
        !/overflow: hidden/.test(element.style.cssText) &&
        (element.classList.contains('red-ui-notification') || element.offsetLeft <= 0),
    ),
  );
}

/** A picture of the editor with something of a version opened. */
function shot(
  name: string,
  caption: string,
  setting: Setting,
  bring: (page: Page, nodeRed: NodeRedProcess) => Promise<unknown>,
): Shot {
  const { theme = 'light', language = 'en-US', viewport, beforeLoad } = setting;
  return {
    name,
    caption,
    theme,
    width: 320,
    language,
    ...(beforeLoad === undefined ? {} : { beforeLoad }),
    async prepare(page, nodeRed): Promise<Locator | undefined> {
      if (viewport) await page.setViewportSize(viewport);
      await page.locator('#millwright-history-sidebar').waitFor({ state: 'attached' });
      await page.evaluate(() =>
        (globalThis as unknown as EditorWindow).RED.sidebar.show('millwright-history'),
      );
      await bring(page, nodeRed);
      await still(page);
      const notice = page.locator('.red-ui-notification');
      return (await notice.count()) > 0 ? notice.last() : page.locator('.red-ui-tray');
    },
  };
}

async function openVersion(page: Page, number: number): Promise<void> {
  await page
    .getByRole('option')
    .filter({ hasText: `#${number}` })
    .first()
    .click();
  await page.locator('.mw-tray dl').first().waitFor();
  await still(page);
}

async function loaded(page: Page): Promise<void> {
  await openVersion(page, 2);
  await page.getByRole('button', { name: 'Load into this editor' }).click();
  await page.locator('.red-ui-notification').filter({ hasText: 'ersion 2' }).waitFor();
}

/** Opens a version and presses one of the buttons that compare it. */
const compared =
  (number: number, index: number) =>
  async (page: Page): Promise<void> => {
    await openVersion(page, number);
    await page.locator('.mw-compare-actions button').nth(index).click();
    await page.locator('.mw-compare-head').waitFor();
    await page.locator('.mw-compare-bar, .mw-state, .mw-skeleton-words').first().waitFor();
  };

/** Opens the plan of going back to the morning. */
async function planned(page: Page): Promise<void> {
  await openVersion(page, 2);
  await page.locator('#mw-tray-primary').click();
  await page.locator('.mw-restore-choice').waitFor();
  await still(page);
}

const chosen = async (page: Page): Promise<void> => {
  await planned(page);
  await page.locator('.mw-restore-choice input[type=radio]').nth(1).check();
  await page.locator('.mw-restore-tree .mw-restore-fold').first().click();
  await page.locator('.mw-restore-tree input[type=checkbox]').first().check();
  await page.locator('#mw-tray-primary:not([disabled])').waitFor();
};

const plan = '**/millwright/history/versions/*/plan';

/** What no registry is asked for: the plan of a version whose modules are not those that are installed. */
const withModules = (page: Page): Promise<unknown> =>
  page.route(plan, async (route) => {
    const response = await route.fetch();
    const answer = (await response.json()) as object;
    const modules = {
      missing: [{ name: 'node-red-contrib-s7', version: '3.1.0' }],
      superfluous: [{ name: 'node-red-contrib-scale', version: '1.4.2' }],
      other: [{ name: 'node-red-node-serialport', version: '2.0.2', installed: '2.0.3' }],
    };
    const credentialsMissing = [{ id: 'broker', type: 'mqtt-broker', label: 'Plant broker', part: '' }];
    const needed = [{ id: 'spare', type: 'mqtt-broker', label: 'Spare broker' }];
    const json = { ...answer, modules, missingTypes: ['s7 in', 's7 out'], credentialsMissing, needed };
    await route.fulfill({ response, json });
  });

const answer =
  (url: string, status: number, body: object) =>
  (page: Page): Promise<unknown> =>
    page.route(url, (route) => route.fulfill({ status, json: body }));

/** A restore that goes on for as long as the picture takes. */
async function installing(page: Page): Promise<void> {
  await page.route('**/millwright/history/versions/*/restore', () => {});
  await answer('**/millwright/history/restore*', 200, {
    running: true,
    number: 2,
    step: 'installing',
    module: 'node-red-contrib-s7',
    done: 2,
    total: 6,
    cancellable: true,
  })(page);
}

const pressed =
  (wanted: string) =>
  async (page: Page): Promise<void> => {
    await planned(page);
    await page.locator('#mw-tray-primary').click();
    await page.locator(wanted).first().waitFor();
  };

const withFile = async (page: Page): Promise<void> => {
  await withParent(page);
  await page.locator('.mw-compare-picker select').first().selectOption('file');
  const flows = [{ id: 'filler', type: 'tab', label: 'Filler of line 2' }];
  await page.locator('input[type=file]').setInputFiles({
    name: 'line 2.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(flows)),
  });
  await page.locator('.mw-compare-bar').waitFor();
};

const withWrongFile = async (page: Page): Promise<void> => {
  await withParent(page);
  await page.locator('.mw-compare-picker select').first().selectOption('file');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('not flows') });
  await page.locator('[role=alert]').waitFor();
};

const same = async (page: Page): Promise<void> => {
  await withParent(page);
  await page.locator('.mw-compare-picker select').first().selectOption('running');
  await page.locator('.mw-state').waitFor();
};

const compareRoute = '**/millwright/history/compare';
const failing = answer(compareRoute, 500, {
  code: 'history.version-damaged',
  message: 'damaged',
  details: { number: 2 },
});
const unsaved = async (page: Page): Promise<void> => {
  await page.evaluate(() => (globalThis as unknown as EditorWindow).RED.nodes.dirty(true));
  await planned(page);
};

const withParent = compared(3, 0);
const wide = { width: 1680, height: 1000 };

export const gallery: Gallery = {
  title: 'History: comparing and restoring',
  start: () => startComparePlant(),
  shots: [
    shot('compare', 'Two versions compared', {}, withParent),
    shot('compare-dark', 'The same, dark', { theme: 'dark' }, withParent),
    shot('compare-wide', 'The same in a wide window', { viewport: wide }, withParent),
    shot('compare-wide-dark', 'The same, dark', { viewport: wide, theme: 'dark' }, withParent),
    shot('compare-all', 'All of it', { viewport: { width: 1500, height: 2300 } }, withParent),
    shot(
      'compare-narrow',
      'The same in a narrow window',
      { viewport: { width: 820, height: 900 } },
      withParent,
    ),
    shot('compare-german', 'The same, in German', { language: 'de' }, withParent),
    shot('compare-file', 'A file for a side', {}, withFile),
    shot('compare-file-wrong', 'A file that holds no flows', {}, withWrongFile),
    shot('compare-same', 'No difference', {}, same),
    shot(
      'compare-loading',
      'Comparing',
      { beforeLoad: (page) => page.route(compareRoute, () => {}) },
      withParent,
    ),
    shot('compare-error', 'An error', { beforeLoad: failing }, withParent),
    shot('compare-not-allowed', 'Not allowed', { beforeLoad: answer(compareRoute, 401, {}) }, withParent),
    shot('plan', 'The plan of a restore', {}, planned),
    shot('plan-dark', 'The same, dark', { theme: 'dark' }, planned),
    shot('plan-chosen', 'Only what is chosen', {}, chosen),
    shot(
      'plan-modules',
      'A plan with modules',
      { beforeLoad: withModules, viewport: { width: 1280, height: 1200 } },
      planned,
    ),
    shot(
      'plan-modules-german-dark',
      'The same, in German, dark',
      { beforeLoad: withModules, language: 'de', theme: 'dark', viewport: { width: 1280, height: 1200 } },
      planned,
    ),
    shot('plan-unsaved', 'With unsaved work', {}, unsaved),
    shot('plan-narrow', 'A plan in a narrow window', { viewport: { width: 820, height: 900 } }, planned),
    shot(
      'restore-progress',
      'A restore under way',
      { beforeLoad: installing },
      pressed('.mw-restore-progress .mw-hint'),
    ),
    shot(
      'restore-stale',
      'Someone deployed meanwhile',
      {
        beforeLoad: answer('**/millwright/history/versions/*/restore', 409, {
          code: 'history.stale-revision',
          message: 'Other flows run now than those you have seen',
        }),
      },
      pressed('.mw-tray > .mw-amber'),
    ),
    shot(
      'restore-refused',
      'A restore that failed',
      {
        beforeLoad: answer('**/millwright/history/versions/*/restore', 500, {
          code: 'history.restore-failed',
          message: 'Version 2 was not restored',
          details: { number: 2, reason: 'the disk is full' },
        }),
      },
      pressed('.mw-tray > .mw-amber'),
    ),
    shot('restored-elsewhere', 'Told that a version was restored elsewhere', {}, async (page, nodeRed) => {
      await nodeRed.request('POST', '/millwright/history/versions/2/restore', {});
      await page
        .locator('.red-ui-notification')
        .filter({ hasText: /Version 2 was restored|restored version 2/ })
        .waitFor();
      await page.waitForFunction(() => document.querySelectorAll('.red-ui-notification').length === 1);
    }),
    shot('restored', 'After a restore', { theme: 'dark' }, async (page) => {
      await openVersion(page, 3);
      await page.locator('#mw-tray-primary').click();
      await page.locator('.mw-restore-choice').waitFor();
      await page.locator('#mw-tray-primary:not([disabled])').click();
      await page.locator('.red-ui-notification').filter({ hasText: 'Version 3 restored' }).waitFor();
    }),
    shot('load-unsaved', 'Before a version replaces work that is not deployed', {}, async (page) => {
      await page.evaluate(() => (globalThis as unknown as EditorWindow).RED.nodes.dirty(true));
      await loaded(page);
    }),
    shot('loaded', 'A version in the editor, not deployed', {}, loaded),
  ],
};
