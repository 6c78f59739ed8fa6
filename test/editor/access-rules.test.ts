import assert from 'node:assert/strict';
import { editorTargets, everything, waitFor } from '@millwright/testing';
import { type AccessInstance, startWithAccess } from '../access/access.ts';
import { type AccessPage, openAccess } from './access-page.ts';
import { textOf } from './history-page.ts';
import { seriousViolations } from './node-dialog.ts';

const tab = (id: string, label: string) => ({ id, type: 'tab', label });
const inject = (z: string) => ({
  id: `${z}-inject`,
  type: 'inject',
  z,
  name: 'start',
  props: [],
  repeat: '',
  once: false,
  topic: '',
  x: 200,
  y: 80,
  wires: [[]],
});
const flows = [tab('oven', 'Oven 3'), inject('oven'), tab('press', 'Press'), inject('press')];
/** As many as are kept: half of them on each tab. */
const kept = 200;

for (const target of editorTargets()) {
  describe(`rules in the access sidebar of ${target.title}`, () => {
    let instance: AccessInstance;
    let access: AccessPage;
    const injects = async (z: string): Promise<number> => {
      const token = await instance.token('operator');
      return (await instance.nodeRed.request('POST', `/inject/${z}-inject`, {}, { token })).status;
    };
    before(async function () {
      instance = await startWithAccess({ target, only: ['node-red-access'], flows });
      for (let made = 0; made < kept; made += 1)
        assert.equal(await injects(made % 2 === 0 ? 'oven' : 'press'), 200);
      access = await openAccess(this, instance.nodeRed, { token: await instance.token('owner') });
      await access.rows.first().waitFor();
    });
    after(async () => {
      const errors = access?.editor.errors ?? [];
      await access?.close();
      await instance?.stop();
      assert.deepEqual(errors, []);
    });

    it('show which of the last decisions would be others, hold at once, and go back', async () => {
      const { page, section, tray, primary, notices } = access;
      await access.open('roles', 'operator');
      await tray.getByRole('button', { name: 'Add a rule' }).click();
      await tray.getByLabel('Name of the rule').last().fill('Not the press');
      await tray.getByLabel('Effect').last().selectOption('deny');
      await primary.click();
      await tray.getByText('Choose at least one thing to allow or deny.').waitFor();
      await tray.getByLabel('press inject buttons').last().check();
      await tray.getByRole('button', { name: 'Only for some things' }).last().click();
      await tray.getByLabel('Which one').selectOption('press');
      await tray.getByLabel('Wants to').selectOption('inject');
      await tray.getByLabel('On', { exact: true }).selectOption('tab:press');
      await tray.getByText('owner').last().waitFor();
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await primary.click();
      await tray.getByText(`${kept / 2} of the last ${kept} decisions would be others:`).waitFor();
      assert.match(
        await textOf(tray.locator('.mw-access-lines').first()),
        /\+ Role operator: “Not the press”: may not press inject buttons · tab “Press”/,
      );
      const changes = tray.locator('.mw-access-simulated li');
      assert.equal(await changes.count(), kept / 2);
      assert.match(
        await textOf(changes.first()),
        /operator: press inject buttons · node “start” \(inject\).*would be refused: the rule “Not the press” of the role operator denies it/,
      );
      assert.equal(await tray.getByLabel('Revert by itself in 5 minutes').isChecked(), false);
      await tray.getByLabel('Revert by itself in 5 minutes').check();
      await tray.getByLabel('Why? A note').fill('the press is being repaired');
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await primary.click();
      await section.getByText('The new rules revert by themselves in').waitFor();
      assert.match(await textOf(section.getByRole('timer')), /^(5:00|4:\d\d)$/);
      assert.deepEqual(await seriousViolations(page, '#millwright-access-sidebar'), []);
      assert.equal(await injects('press'), 403);
      assert.equal(await injects('oven'), 200);
      await section.getByRole('button', { name: 'Revert now' }).click();
      await page.getByRole('button', { name: 'Revert the rules' }).click();
      await notices.filter({ hasText: 'The rules before hold again' }).waitFor();
      await section.getByRole('timer').waitFor({ state: 'detached' });
      assert.equal(await injects('press'), 200);
    });

    it('say for what of dashboards one has to be logged in', async () => {
      const { page, primary, notices } = access;
      const tray = await access.choose('Log-in for dashboards…');
      await tray.getByLabel('Dashboards', { exact: true }).check();
      await tray.getByLabel('Minutes without doing anything').fill('0');
      await tray.getByText('A whole number from 1').waitFor();
      assert.ok(await primary.isDisabled());
      await tray.getByLabel('Minutes without doing anything').fill('30');
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await primary.click();
      await notices.filter({ hasText: 'The log-in for dashboards is changed' }).waitFor();
      const { settings } = await instance.done<{ settings: object }>('GET', '/dashboards');
      assert.deepEqual(settings, { logInFor: 'dashboards', idleMinutes: 30, longestHours: 12 });
    });

    it('go back to a revision once it is seen what that means', async () => {
      const { tray, primary, notices } = access;
      const { revision } = await instance.policy();
      await instance.addPerson('otto', ['operator']);
      const list = await access.choose('Revisions of the rules…');
      await list.getByRole('button', { name: `Go back to revision ${revision}`, exact: true }).click();
      await tray.getByText('otto').waitFor();
      assert.match(await textOf(tray.locator('.mw-access-lines').first()), /− otto: the role operator/);
      assert.equal(await tray.getByLabel('Why? A note').inputValue(), `back to revision ${revision}`);
      await primary.and(access.page.locator(':enabled')).click();
      await notices.filter({ hasText: 'The rules are saved and hold now' }).waitFor();
      assert.equal((await instance.policy()).note, `back to revision ${revision}`);
    });

    it('that are changed meanwhile are never overwritten: it is said who, and the change can be made on top', async () => {
      const { tray, primary } = access;
      await access.open('people', 'operator');
      await tray.getByLabel('viewer').check();
      await instance.addPerson('ines', ['engineer']);
      await primary.click();
      await tray.getByText('What changes').waitFor();
      await primary.and(access.page.locator(':enabled')).click();
      await tray.getByText('owner changed the rules meanwhile').waitFor();
      assert.match(await textOf(tray), /\+ ines: the role engineer/);
      await primary.click();
      await tray.getByText('What changes').waitFor();
      await primary.and(access.page.locator(':enabled')).click();
      await tray.waitFor({ state: 'detached' });
      const { policy } = await instance.policy();
      const has = (name: string) =>
        policy.bindings.flatMap(({ subject, role }) =>
          subject.kind === 'user' && subject.name === name ? [role] : [],
        );
      assert.deepEqual([has('operator').sort(), has('ines')], [['operator', 'viewer'], ['engineer']]);
    });

    it('never lose their last owner, and say so before the click', async () => {
      const { page, tray, primary } = access;
      await access.open('people', 'owner');
      await tray.getByText('owner is the last one who can change the rules.').waitFor();
      assert.ok(await tray.getByRole('button', { name: 'Disable' }).isDisabled());
      assert.ok(await tray.getByRole('button', { name: 'Remove…' }).isDisabled());
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await tray.getByRole('checkbox', { name: 'owner' }).uncheck();
      await primary.click();
      assert.ok(await tray.getByLabel('Revert by itself in 5 minutes').isChecked());
      await primary.and(page.locator(':enabled')).click();
      await tray.getByText('Nobody would be left who may change the rules.').waitFor();
      await tray.getByRole('button', { name: 'Back' }).click();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Discard the changes' }).click();
      await tray.waitFor({ state: 'detached' });
    });

    it('say why, for anybody and anything', async () => {
      const { page, tray } = access;
      await access.choose('Why?');
      await tray.getByLabel('Who').fill('operator');
      await tray.getByLabel('Who').press('Tab');
      await tray.getByLabel('On', { exact: true }).selectOption('tab:press');
      await tray.getByText('operator may not').waitFor();
      await tray.getByText(/rules? that (was|were) looked at/).click();
      assert.match(await textOf(tray), /edit flows, tab “Press”: no rule allows it/);
      assert.match(await textOf(tray), /Roles that may: .*engineer.*Who can grant them: owner\./);
      assert.match(await textOf(tray), /“Operate” of operator: is about other actions/);
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await page.keyboard.press('Escape');
      await tray.waitFor({ state: 'detached' });
    });

    if (everything)
      it('revert by themselves when nobody confirms them', async () => {
        const { page, section, tray, primary } = access;
        const shorter = '**/millwright/access/policy';
        await page.route(shorter, (route) => {
          const body = { ...(route.request().postDataJSON() as object), confirmWithin: 5 };
          return route.request().method() === 'PUT' ? route.continue({ postData: body }) : route.continue();
        });
        const { revision } = await instance.policy();
        await access.open('people', 'ines');
        await tray.getByLabel('auditor').check();
        await primary.click();
        await primary.and(page.locator(':enabled')).click();
        await section.getByRole('timer').waitFor();
        await section.getByRole('timer').waitFor({ state: 'detached' });
        await page.unroute(shorter);
        const now = await waitFor('the rules to revert', async () => {
          const current = await instance.policy();
          return current.revision === revision + 2 ? current : undefined;
        });
        assert.equal(now.revertedTo, revision);
        assert.equal(now.by, undefined);
      });
  });
}
