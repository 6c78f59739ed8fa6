import assert from 'node:assert/strict';
import type { Policy, Role } from '@millwright/access';
import { editorTargets, waitFor } from '@millwright/testing';
import { type AccessInstance, startWithAccess } from '../access/access.ts';
import { type CanvasPage, openCanvasAs, plantFlows } from './access-canvas-page.ts';
import { renameTab, textOf } from './history-page.ts';
import { seriousViolations } from './node-dialog.ts';

const lineRole: Role = {
  name: 'line',
  inherits: ['operator'],
  rules: [
    {
      name: 'Own line',
      effect: 'allow',
      actions: ['flow.edit', 'credential.*'],
      on: [{ tab: { id: 'press' } }],
    },
    { name: 'Night shift', effect: 'deny', actions: ['flow.edit'], on: [{ tab: { name: 'Oven *' } }] },
    { name: 'Deploy', effect: 'allow', actions: ['deploy.*', 'flow.run'] },
  ],
};
/** The rules of an engineer who may edit one tab, changed. */
const withLine =
  (change: (role: Role) => Role) =>
  (policy: Policy): Policy => ({
    ...policy,
    roles: [...policy.roles.filter(({ name }) => name !== 'line'), change(lineRole)],
  });
const night = 'the rule “Night shift” of the role line denies it';

for (const target of editorTargets()) {
  describe(`what one may do, on the canvas of ${target.title}`, () => {
    let access: AccessInstance;
    let anna: CanvasPage;
    before(async function () {
      access = await startWithAccess({ target, only: ['node-red-access'], flows: plantFlows });
      await access.changePolicy(withLine((role) => role));
      await access.addPerson('anna', ['line']);
      anna = await openCanvasAs(this, access, 'anna');
      await waitFor('the lock', async () => (await anna.hint('oven')) !== '');
    });
    after(async () => {
      const errors = anna?.editor.errors ?? [];
      await anna?.editor.close();
      await access?.stop();
      assert.deepEqual(errors, []);
    });

    it('locks tabs with the reason, and deploys and exports nothing of that', async () => {
      const { page } = anna;
      assert.equal(await anna.hint('oven'), `You can’t edit this: ${night}.`);
      assert.equal(await anna.hint('store'), 'You can’t edit this: no rule allows it.');
      assert.equal(await anna.hint('press'), '');
      assert.match(await textOf(page.locator('#red-ui-tab-oven')), /Oven 3.*You can’t edit this/);
      assert.ok(await page.locator('#red-ui-tab-oven .red-ui-workspace-locked-icon').isVisible());
      assert.equal(await page.locator('#red-ui-tab-press .red-ui-workspace-locked-icon').isVisible(), false);
      assert.equal(await anna.red((RED) => RED.nodes.dirty()), false);
      const exported = await anna.red((RED) => [
        ...RED.nodes.createCompleteNodeSet(),
        ...RED.nodes.createExportableNodeSet([RED.nodes.workspace('oven'), RED.nodes.workspace('store')]),
      ]);
      assert.deepEqual(
        exported.filter((item) => 'locked' in item).map(({ id }) => id),
        ['store', 'store'],
      );
      assert.deepEqual(await seriousViolations(page, '#red-ui-tab-oven'), []);
    });

    it('lets nothing on a locked tab be changed, moved or deleted, nor the tab itself', async () => {
      const { page } = anna;
      await anna.red((RED) => RED.workspaces.show('oven'));
      await page.locator('#oven-inject').click();
      await page.keyboard.press('Delete');
      await page.keyboard.press('Shift+ArrowRight');
      await page.locator('#oven-inject').dblclick();
      await page.locator('#red-ui-tab-oven').dblclick();
      await anna.red((RED) => {
        RED.actions.invoke('core:disable-flow');
        RED.workspaces.delete(RED.nodes.workspace('oven'));
        RED.actions.invoke('core:unlock-flow');
      });
      await anna.dismiss('You can’t edit this');
      assert.equal(await page.locator('.red-ui-tray').count(), 0);
      assert.deepEqual(
        await anna.red((RED) => [
          RED.nodes.node('oven-inject')?.x,
          RED.nodes.getWorkspaceOrder(),
          RED.workspaces.isLocked('oven'),
          RED.nodes.dirty(),
        ]),
        [200, ['oven', 'press', 'store'], true, false],
      );
    });

    it('offers no “Unlock flow” for it, and no new tabs', async () => {
      const { page } = anna;
      await anna.red((RED) => RED.workspaces.show('oven'));
      await page.locator('#red-ui-tab-oven').click({ button: 'right' });
      const menu = page.locator('#red-ui-workspace-context-menu');
      await menu.waitFor();
      assert.doesNotMatch(await textOf(menu), /unlock/i);
      await page.locator('#red-ui-workspace-chart').click();
      await menu.waitFor({ state: 'detached' });
      await page.locator('.red-ui-tab-button.red-ui-tabs-add a').first().click({ force: true });
      await anna.dismiss('You can’t make new tabs: no rule allows it');
      assert.equal(await anna.red((RED) => RED.nodes.getWorkspaceOrder().length), 3);
    });

    it('lets an engineer work on the one tab and deploy it, while others are locked', async () => {
      const { page } = anna;
      await anna.red((RED) => RED.workspaces.show('press'));
      await anna.select('press-comment');
      await page.keyboard.press('Shift+ArrowRight');
      await waitFor('a change', () => anna.red((RED) => RED.nodes.dirty()));
      const moved = await anna.red((RED) => RED.nodes.node('press-comment')?.x);
      await page.locator('#red-ui-header-button-deploy').click();
      await waitFor('the deploy', async () => !(await anna.red((RED) => RED.nodes.dirty())));
      await page.locator('.red-ui-deploy-button-spinner').waitFor({ state: 'hidden' });
      const { flows } = await access.nodeRed.flows(await access.token('owner'));
      const kept = flows as { id: string; x?: number; locked?: boolean }[];
      assert.equal(kept.find(({ id }) => id === 'press-comment')?.x, moved);
      assert.deepEqual(
        kept.filter((item) => 'locked' in item).map(({ id }) => id),
        ['store'],
      );
      assert.equal(await anna.red((RED) => RED.workspaces.isLocked('oven')), true);
    });

    it('presses inject and debug on a locked tab, and changes nothing by that', async () => {
      const { page } = anna;
      await anna.red((RED) => RED.workspaces.show('oven'));
      const injected = page.waitForResponse(/inject\/oven-inject/);
      await page.locator('#oven-inject .red-ui-flow-node-button-button').click();
      assert.equal((await injected).status(), 200);
      const switched = page.waitForResponse(/debug\/oven-debug\/disable/);
      await page.locator('#oven-debug .red-ui-flow-node-button-button').click();
      await switched;
      await waitFor('the switch', () => anna.red((RED) => RED.nodes.node('oven-debug')?.active === false));
      assert.deepEqual(
        await anna.red((RED) => [
          RED.nodes.dirty(),
          RED.nodes.createCompleteNodeSet().find(({ id }) => id === 'oven-debug')?.active,
        ]),
        [false, true],
      );
    });

    it('tells in the dialogs of what locked tabs use that a change will be refused', async () => {
      const { page } = anna;
      const notes = page.locator('.red-ui-tray .mw-dialog-note');
      const note = notes.filter({ hasText: 'refused' });
      const close = async (): Promise<void> => {
        await page.locator('#node-dialog-cancel, #node-config-dialog-cancel').last().click();
        await page.locator('.red-ui-tray').waitFor({ state: 'detached' });
      };
      await anna.red((RED) => RED.editor.editConfig('', 'mqtt-broker', 'broker'));
      await note.waitFor();
      await notes.filter({ hasText: 'credentials' }).waitFor();
      assert.match(
        await textOf(note),
        /A change here will be refused: on tab “Oven 3”, .*Night shift.*Roles that may: .*engineer/,
      );
      assert.match(
        await textOf(page.locator('.red-ui-tray-header')),
        /You may not see which credentials are set here/,
      );
      assert.deepEqual(await seriousViolations(page, '.mw-dialog-note'), []);
      await close();
      await anna.red((RED) => RED.workspaces.show('recipe'));
      await page.locator('#red-ui-tab-recipe .red-ui-workspace-locked-icon').waitFor();
      assert.equal(
        await page.locator('#red-ui-workspace-toolbar').evaluate((bar) => (bar as HTMLElement).inert),
        true,
      );
      await page.locator('#red-ui-tab-recipe').dblclick();
      await note.waitFor();
      assert.match(await textOf(note), /A change here will be refused: .*Night shift/);
      await close();
    });

    it('marks the tabs because of which a deploy was refused, until they are changed', async () => {
      const { page } = anna;
      await anna.red((RED) => RED.workspaces.show('press'));
      // A configuration node that a locked tab uses: only the server knows.
      await anna.red((RED) => {
        Object.assign(RED.nodes.node('broker') ?? {}, { broker: 'elsewhere', changed: true });
        RED.nodes.dirty(true);
      });
      await page.locator('#red-ui-header-button-deploy').click();
      const refusal = page.locator('.red-ui-notification').filter({ hasText: 'Deploy failed' });
      await refusal.waitFor();
      assert.match(await textOf(refusal), /Night shift/);
      assert.match(await textOf(refusal), /engineer/);
      await page.locator('#red-ui-tab-oven .mw-tab-refused .mw-tab-icon').waitFor();
      assert.match(
        await anna.hint('oven'),
        new RegExp(`The last deploy was refused because of this: .*${night}`),
      );
      assert.equal(await page.locator('#red-ui-tab-press .mw-tab-refused').count(), 0);
      await refusal.click();
      await page.locator('.red-ui-deploy-button-spinner').waitFor({ state: 'hidden' });
      await anna.red((RED) =>
        Object.assign(RED.nodes.node('broker') ?? {}, { broker: 'localhost', changed: false }),
      );
      await page.locator('#red-ui-header-button-deploy').click();
      await page.locator('.mw-tab-refused').waitFor({ state: 'detached' });
      await page.locator('.red-ui-deploy-button-spinner').waitFor({ state: 'hidden' });
    });

    it('locks and unlocks as rules change, and leaves undo to what is not deployed', async () => {
      const { page } = anna;
      await anna.red((RED) => RED.workspaces.show('press'));
      await anna.select('press-comment');
      const before = await anna.red((RED) => RED.nodes.node('press-comment')?.x);
      await page.keyboard.press('Shift+ArrowRight');
      await waitFor('a change', () => anna.red((RED) => RED.nodes.dirty()));
      const moved = await anna.red((RED) => RED.nodes.node('press-comment')?.x);
      await access.changePolicy(
        withLine((role) => ({ ...role, rules: role.rules.filter(({ name }) => name !== 'Own line') })),
      );
      await waitFor('the lock', async () => (await anna.hint('press')) !== '');
      await anna.select('press-comment');
      await page.keyboard.press('Shift+ArrowRight');
      assert.deepEqual(await anna.red((RED) => [RED.nodes.node('press-comment')?.x, RED.nodes.dirty()]), [
        moved,
        true,
      ]);
      await page.keyboard.press('Control+z');
      assert.deepEqual(
        await anna.red((RED) => [RED.nodes.node('press-comment')?.x, RED.workspaces.isLocked('press')]),
        [before, true],
      );
      await access.changePolicy(
        withLine((role) => ({ ...role, rules: role.rules.slice(0, 1).concat(role.rules.slice(2)) })),
      );
      await waitFor('no lock', async () => (await anna.hint('press')) === '');
    });

    it('asks for a reason before a deploy, by button, key and menu, and lets nobody past', async () => {
      const { page } = anna;
      await access.changePolicy(
        withLine((role) => ({
          ...role,
          rules: role.rules.map((rule) =>
            rule.name === 'Deploy' ? { ...rule, when: [{ kind: 'reason', minLength: 10 }] } : rule,
          ),
        })),
      );
      const field = page.getByRole('textbox', { name: 'Why? A reason for the next deploy, required' });
      await field.waitFor();
      let deploys = 0;
      page.on('request', (request) => {
        if (request.method() === 'POST' && request.url().endsWith('/flows')) deploys += 1;
      });
      await renameTab(page, 'press', 'Press 2');
      const roads = [
        () => page.locator('#red-ui-header-button-deploy').click(),
        () => anna.red((RED) => RED.actions.invoke('core:deploy-flows')),
        async () => {
          await field.fill('too short');
          await page.keyboard.press('Enter');
        },
      ];
      for (const deploy of roads) {
        await page.locator('#red-ui-workspace-chart').focus();
        await deploy();
        await waitFor('the field', () => field.evaluate((input) => input === document.activeElement));
        assert.match(await textOf(page.locator('.mw-note-needs')), /Say why, in 10 characters or more/);
      }
      assert.equal(deploys, 0);
      assert.deepEqual(await seriousViolations(page, '.mw-note'), []);
      await field.fill('long enough for once');
      await page.keyboard.press('Enter');
      await waitFor('the deploy', async () => !(await anna.red((RED) => RED.nodes.dirty())));
      assert.equal(deploys, 1);
      await access.changePolicy(withLine((role) => role));
      await field.waitFor({ state: 'detached' });
    });

    it('lets an operator inject, and neither deploy nor edit', async function () {
      const operator = await openCanvasAs(this, access, 'operator');
      const { page } = operator;
      await waitFor('the locks', async () => (await operator.hint('press')) !== '');
      const group = page.locator('.red-ui-deploy-button-group.readOnly');
      await group.waitFor();
      assert.match(
        (await group.getAttribute('title')) ?? '',
        /^You can’t deploy: no rule of your roles \(operator, viewer\) allows it/,
      );
      await operator.red((RED) => RED.workspaces.show('oven'));
      const injected = page.waitForResponse(/inject\/oven-inject/);
      await page.locator('#oven-inject .red-ui-flow-node-button-button').click();
      assert.equal((await injected).status(), 200);
      await operator.dismiss('Successfully injected');
      await access.giveRoles('operator', ['viewer']);
      await page.locator('#oven-inject .red-ui-flow-node-button-disabled').waitFor();
      await page.locator('#oven-inject .red-ui-flow-node-button-button').click();
      await operator.dismiss('You can’t press this: no rule of your roles (viewer) allows it');
      assert.deepEqual(operator.editor.errors, []);
      await operator.editor.close();
    });

    it('lets the editor take other flows in, and is all gone when the package is removed', async () => {
      const { page } = anna;
      const isPlain = (): Promise<boolean> =>
        anna.red((RED) => {
          const found = Object.getOwnPropertyDescriptor(RED.nodes.workspace('oven') ?? {}, 'locked');
          return found?.value === false;
        });
      await anna.red((RED) => {
        const flows = RED.nodes.createCompleteNodeSet();
        RED.nodes.clear();
        RED.nodes.import(flows);
        RED.nodes.dirty(false);
        RED.workspaces.show('oven');
      });
      await page.locator('#red-ui-tab-oven .mw-tab-lock').waitFor({ state: 'attached' });
      assert.deepEqual(
        await anna.red((RED) => [RED.nodes.getWorkspaceOrder(), RED.workspaces.isLocked('oven')]),
        [['oven', 'press', 'store'], true],
      );
      assert.equal(await isPlain(), false);
      await page.evaluate(() => {
        const door = (globalThis as unknown as Record<symbol, { running: Map<string, () => void> }>)[
          Symbol.for('millwright.editor')
        ];
        for (const end of [...(door?.running.values() ?? [])]) end();
      });
      assert.equal(await isPlain(), true);
      assert.equal(await anna.hint('oven'), '');
      assert.equal(await page.locator('#red-ui-tab-oven .red-ui-workspace-locked-icon').isVisible(), false);
      assert.deepEqual(
        await anna.red((RED) => [
          RED.workspaces.isLocked('oven'),
          RED.workspaces.isLocked('store'),
          RED.nodes.dirty(),
        ]),
        [false, true, false],
      );
      assert.equal(await page.locator('.red-ui-tabs-add a[aria-disabled]').count(), 0);
    });
  });
}
