import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dashboardTargets, openDashboard } from '@millwright/testing';
import { seriousViolations } from '../editor/node-dialog.ts';
import { passwordOf } from './access.ts';
import { DashboardLab } from './dashboard-lab.ts';

/** The page lets no script in; what a debugger runs is none of its own. */
const axe = `${readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')}; undefined`;

for (const dashboard of dashboardTargets())
  describe(`the page of the log-in for dashboards, ${dashboard.title}`, function () {
    this.timeout(60_000);
    let lab: DashboardLab;

    before(async function () {
      lab = await DashboardLab.start(this, dashboard, { withWidgets: true });
    });
    after(() => lab?.access.stop());

    it('takes the place of a dashboard that was open, lets in by the keyboard, and out again', async function () {
      const { page, errors, close } = await openDashboard(this, lab.access.nodeRed, { width: 390 });
      const violations = async () => {
        await page.evaluate(axe);
        return seriousViolations(page, 'body');
      };
      try {
        await page.getByRole('button', { name: 'Start' }).waitFor();
        // What Dashboard keeps in the browser to show without asking.
        await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
        await lab.settings({ logInFor: 'dashboards' });
        await page.reload().catch(() => undefined);
        await page.waitForURL(/millwright\/log-in\?to=/);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          assert.deepEqual(await violations(), [], colorScheme);
        }
        assert.ok(await page.getByLabel('Name').evaluate((field) => field === document.activeElement));
        await page.keyboard.type('oscar');
        await page.keyboard.press('Tab');
        await page.keyboard.type('wrong');
        await page.keyboard.press('Enter');
        await page.getByRole('alert').waitFor();
        assert.deepEqual(await violations(), []);
        await page.keyboard.type(passwordOf('oscar'));
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: 'Start' }).waitFor();
        assert.match(page.url(), /\/dashboard\/page(\?|$)/);
        // A page that is open when its session ends says nothing that is old: it leads to the log-in by itself.
        await page
          .getByText(/^No active alarm|^No alarm is watched/)
          .first()
          .waitFor();
        const { sessions } = await lab.access.done<{ sessions: { id: string; user: string }[] }>(
          'GET',
          '/sessions',
        );
        for (const { id, user } of sessions)
          if (user === 'oscar') await lab.access.done('DELETE', `/sessions/${id}`);
        await page.waitForURL(/millwright\/log-in\?to=/);
        await page.getByLabel('Name').fill('oscar');
        await page.getByLabel('Password').fill(passwordOf('oscar'));
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: 'Start' }).waitFor();
        assert.match(page.url(), /\/dashboard\/page(\?|$)/);
        await page.goto(`${lab.url}/millwright/log-in`);
        await page.getByRole('button', { name: 'Log out' }).click();
        await page.getByRole('status').waitFor();
        await page.goto(`${lab.url}/dashboard/page`).catch(() => undefined);
        await page.waitForURL(/millwright\/log-in\?to=/);
        assert.deepEqual(errors, []);
      } finally {
        await close();
      }
    });
  });
