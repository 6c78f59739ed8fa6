import assert from 'node:assert/strict';
import {
  type EditorPage,
  editorTargets,
  type NodeRedProcess,
  openEditor,
  startNodeRed,
  waitFor,
} from '@millwright/testing';
import type { Page, Route } from 'playwright-core';
import { interceptComms, renameTab, textOf } from './history-page.ts';
import { seriousViolations } from './node-dialog.ts';

const tab = (id: string, label: string, more: object = {}) => ({ id, type: 'tab', label, ...more });
const node = (id: string, type: string, z: string, more: object = {}) => ({
  id,
  type,
  z,
  x: 200,
  y: 100,
  wires: [[]],
  ...more,
});
const flows = [
  tab('oven', 'Oven 3'),
  tab('press', 'Press'),
  tab('own', 'Locked here', { locked: true }),
  { id: 'sub', type: 'subflow', name: 'Recipe', in: [], out: [], env: [] },
  node('sub-function', 'function', 'sub', { name: 'inside', func: 'return msg;', outputs: 1, libs: [] }),
  node('oven-inject', 'inject', 'oven', { name: 'start', props: [], repeat: '', once: false, topic: '' }),
  node('oven-debug', 'debug', 'oven', {
    name: 'look',
    y: 200,
    active: true,
    tosidebar: true,
    complete: 'payload',
    targetType: 'msg',
    wires: [],
  }),
  node('press-comment', 'comment', 'press', { name: 'note', info: '', wires: [] }),
];
const rule = { role: 'engineer', rule: 'Own line' };
const locked = (kind: string, id: string, label: string) => ({
  allowed: false,
  reasons: [{ action: 'flow.edit', about: { kind, id, label }, code: 'denied', rule }],
});
const me = {
  kind: 'user',
  name: 'anna',
  local: true,
  roles: ['engineer'],
  phase: 'on',
  actions: {} as Record<string, boolean>,
  locked: { oven: locked('tab', 'oven', 'Oven 3'), sub: locked('subflow', 'sub', 'Recipe') } as Record<
    string,
    object
  >,
  newTab: {
    allowed: false,
    reasons: [{ action: 'flow.edit', about: { kind: 'instance' }, code: 'no-rule' }],
  },
};

interface Editor {
  readonly RED: {
    readonly actions: { invoke(name: string, ...parameters: unknown[]): void };
    readonly nodes: {
      workspace(id: string): { locked?: boolean; changed?: boolean; label: string } | undefined;
      node(id: string): { x: number; name: string; active?: boolean } | undefined;
      dirty(): boolean;
      createCompleteNodeSet(): { id: string; locked?: boolean }[];
      getWorkspaceOrder(): string[];
    };
    readonly workspaces: {
      show(id: string): void;
      delete(tab: unknown): void;
      isLocked(id: string): boolean;
    };
    readonly view: { select(selection: object): void; focus(): void };
    readonly menu: { isSelected(id: string): boolean };
    readonly history: { pop(): void };
  };
}

for (const target of editorTargets()) {
  describe(`what one may do, on the canvas of ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let editor: EditorPage;
    let page: Page;
    let answer: object = me;
    const comms = interceptComms();
    const red = <Value>(run: (red: Editor['RED']) => Value): Promise<Value> =>
      page.evaluate(`(${run.toString()})(globalThis.RED)`) as Promise<Value>;
    const change = async (next: object): Promise<void> => {
      answer = next;
      const asked = page.waitForResponse(/millwright\/access\/me/);
      await comms.publish('millwright/access/changed', {});
      await asked;
    };
    const title = (id: string): Promise<string> =>
      page.locator(`#red-ui-tab-${id}`).evaluate((label) => (label as HTMLElement).title);
    const notice = async (text: string): Promise<void> => {
      const found = page.locator('.red-ui-notification').filter({ hasText: text }).first();
      await found.waitFor();
      await found.click();
      await found.waitFor({ state: 'detached' });
    };

    before(async function () {
      nodeRed = await startNodeRed({ target, only: ['node-red-access'], flows });
      editor = await openEditor(this, nodeRed, {
        beforeLoad: async (empty) => {
          await comms.beforeLoad(empty);
          await empty.route(/millwright\/access\/me/, (route: Route) => route.fulfill({ json: answer }));
        },
      });
      page = editor.page;
      await waitFor('the lock', async () => (await title('oven')) !== '');
    });
    after(async () => {
      const errors = editor?.errors ?? [];
      await editor?.close();
      await nodeRed?.stop();
      assert.deepEqual(errors, []);
    });

    it('locks tabs with the reason, changes nothing by that, and deploys nothing of it', async () => {
      assert.equal(
        await title('oven'),
        'You can’t edit this: the rule “Own line” of the role engineer denies it.',
      );
      assert.equal(await title('press'), '');
      assert.match(await textOf(page.locator('#red-ui-tab-oven')), /Oven 3.*You can’t edit this/);
      assert.ok(await page.locator('#red-ui-tab-oven .red-ui-workspace-locked-icon').isVisible());
      assert.equal(await page.locator('#red-ui-tab-press .red-ui-workspace-locked-icon').isVisible(), false);
      assert.equal(await red((RED) => RED.nodes.dirty()), false);
      assert.deepEqual(
        await red((RED) =>
          RED.nodes
            .createCompleteNodeSet()
            .filter((item) => 'locked' in item)
            .map(({ id }) => id),
        ),
        ['own'],
      );
    });

    it('lets nothing on it be changed, moved or deleted, nor itself', async () => {
      await red((RED) => RED.workspaces.show('oven'));
      await page.locator('#oven-inject').click();
      await page.keyboard.press('Delete');
      await page.keyboard.press('Shift+ArrowRight');
      await page.locator('#oven-inject').dblclick();
      await page.locator('#red-ui-tab-oven').dblclick();
      await red((RED) => RED.actions.invoke('core:disable-flow'));
      await red((RED) => RED.workspaces.delete(RED.nodes.workspace('oven')));
      await red((RED) => RED.actions.invoke('core:unlock-flow'));
      await notice('You can’t edit this');
      assert.equal(await page.locator('.red-ui-tray').count(), 0);
      assert.deepEqual(
        await red((RED) => ({
          x: RED.nodes.node('oven-inject')?.x,
          order: RED.nodes.getWorkspaceOrder(),
          locked: RED.workspaces.isLocked('oven'),
          dirty: RED.nodes.dirty(),
        })),
        { x: 200, order: ['oven', 'press', 'own'], locked: true, dirty: false },
      );
    });

    it('offers no “Unlock flow” for it, but for what Node-RED has locked', async () => {
      const items = async (id: string): Promise<string> => {
        await page.locator(`#red-ui-tab-${id}`).click({ button: 'right' });
        const menu = page.locator('#red-ui-workspace-context-menu');
        await menu.waitFor();
        const text = await textOf(menu);
        await page.keyboard.press('Escape');
        await page.locator('#red-ui-workspace-chart').click();
        await menu.waitFor({ state: 'detached' });
        return text;
      };
      await red((RED) => RED.workspaces.show('oven'));
      assert.doesNotMatch(await items('oven'), /nlock/);
      await red((RED) => RED.workspaces.show('own'));
      assert.match(await items('own'), /Unlock flow/i);
    });

    it('makes no new tabs where none may be made', async () => {
      await page.locator('.red-ui-tab-button.red-ui-tabs-add a').first().click({ force: true });
      await notice('You can’t make new tabs: no rule allows it');
      assert.equal(await red((RED) => RED.nodes.getWorkspaceOrder().length), 3);
    });

    it('presses inject and debug where one may, though the tab is locked', async () => {
      await red((RED) => RED.workspaces.show('oven'));
      const injected = page.waitForResponse(/inject\/oven-inject/);
      await page.locator('#oven-inject .red-ui-flow-node-button-button').click();
      assert.equal((await injected).status(), 200);
      const switched = page.waitForResponse(/debug\/oven-debug\/disable/);
      await page.locator('#oven-debug .red-ui-flow-node-button-button').click();
      await switched;
      await waitFor('the switch', () => red((RED) => RED.nodes.node('oven-debug')?.active === false));
      assert.deepEqual(
        await red((RED) => [
          RED.nodes.dirty(),
          (RED.nodes.createCompleteNodeSet() as { id: string; active?: boolean }[]).find(
            ({ id }) => id === 'oven-debug',
          )?.active,
        ]),
        [false, true],
      );
      await change({ ...me, roles: ['viewer'], actions: { inject: false } });
      const button = page.locator('#oven-inject .red-ui-flow-node-button-button');
      await page.locator('#oven-inject .red-ui-flow-node-button-disabled').waitFor();
      await button.click();
      await notice('You can’t press this: no rule of your roles (viewer) allows it');
    });

    it('takes Deploy, or kinds of it, from those who may not', async () => {
      const button = page.locator('#red-ui-header-button-deploy');
      const kind = (name: string): string => `deploy.${name}`;
      await change({ ...me, actions: { [kind('full')]: false } });
      await waitFor('another type', () => red((RED) => RED.menu.isSelected('deploymenu-item-flow')));
      await change({
        ...me,
        actions: Object.fromEntries(
          ['full', 'flows', 'nodes', 'reload']
            .map((name) => [kind(name), false])
            .concat([['flow.run', false]]),
        ),
      });
      await page.locator('.red-ui-deploy-button-group.readOnly').waitFor();
      assert.match(
        (await button.getAttribute('title')) ?? '',
        /You can’t deploy: no rule of your roles \(engineer\) allows it/,
      );
      await change(me);
      await page.locator('.red-ui-deploy-button-group:not(.readOnly)').waitFor();
      await waitFor('the first type', () => red((RED) => RED.menu.isSelected('deploymenu-item-full')));
    });

    const select = (): Promise<void> =>
      red((RED) => {
        RED.view.select({ nodes: [RED.nodes.node('press-comment')] });
        RED.view.focus();
      });
    it('locks and unlocks while the editor is open, and leaves undo to what is not deployed', async () => {
      await red((RED) => RED.workspaces.show('press'));
      await select();
      await page.keyboard.press('Shift+ArrowRight');
      await waitFor('a change', () => red((RED) => RED.nodes.dirty()));
      const moved = await red((RED) => RED.nodes.node('press-comment')?.x);
      await change({ ...me, locked: { press: locked('tab', 'press', 'Press') } });
      await waitFor('the lock', async () => (await title('press')) !== '');
      assert.equal(await title('oven'), '');
      await page.keyboard.press('Shift+ArrowRight');
      assert.equal(await red((RED) => RED.nodes.node('press-comment')?.x), moved);
      assert.equal(await red((RED) => RED.nodes.dirty()), true);
      await red((RED) => RED.history.pop());
      assert.deepEqual(
        await red((RED) => [
          RED.nodes.node('press-comment')?.x,
          RED.nodes.dirty(),
          RED.workspaces.isLocked('press'),
        ]),
        [200, false, true],
      );
      await change(me);
      await waitFor('no lock', async () => (await title('press')) === '');
      await select();
      await page.keyboard.press('Shift+ArrowRight');
      await waitFor('a change', () => red((RED) => RED.nodes.dirty()));
      await red((RED) => RED.history.pop());
    });

    it('asks for a reason before a deploy, by button, key and menu, and lets nobody past', async () => {
      await change({ ...me, reason: 10 });
      const field = page.getByRole('textbox', { name: 'Why? A reason for the next deploy, required' });
      await field.waitFor();
      const deploys: (string | undefined)[] = [];
      page.on('request', (request) => {
        if (request.method() === 'POST' && request.url().endsWith('/flows'))
          deploys.push(request.headers()['x-millwright-note']);
      });
      await renameTab(page, 'press', 'Press 2');
      const focused = (): Promise<boolean> => field.evaluate((input) => input === document.activeElement);
      const roads = [
        () => page.locator('#red-ui-header-button-deploy').click(),
        () => red((RED) => RED.actions.invoke('core:deploy-flows')),
        async () => {
          await field.fill('too short');
          await page.keyboard.press('Enter');
        },
      ];
      for (const deploy of roads) {
        await page.locator('#red-ui-workspace-chart').focus();
        await deploy();
        await waitFor('the field', focused);
        assert.match(await textOf(page.getByRole('alert')), /Say why, in 10 characters or more/);
      }
      assert.deepEqual(deploys, []);
      assert.deepEqual(await seriousViolations(page, '.mw-note'), []);
      await field.fill('long enough for once');
      await page.keyboard.press('Enter');
      await waitFor('the deploy', async () => !(await red((RED) => RED.nodes.dirty())));
      assert.equal(deploys.length, 1);
      assert.ok(deploys[0]);
      await page.locator('#red-ui-header-shade').waitFor({ state: 'hidden' });
      await change(me);
      await field.waitFor({ state: 'detached' });
    });

    it('says in a subflow what would be refused', async () => {
      await page.route(/millwright\/access\/explain/, (route) =>
        route.fulfill({
          json: {
            subject: 'anna',
            roles: ['engineer'],
            allowed: false,
            reasons: locked('subflow', 'sub', 'Recipe').reasons,
            trace: [],
            grantors: { roles: ['maintainer'], owners: ['olga'] },
          },
        }),
      );
      await red((RED) => RED.workspaces.show('sub'));
      await page.locator('#red-ui-tab-sub .mw-tab-lock').waitFor({ state: 'attached' });
      assert.equal(
        await page.locator('#red-ui-workspace-toolbar').evaluate((bar) => (bar as HTMLElement).inert),
        true,
      );
      await page.locator('#red-ui-tab-sub').dblclick();
      const note = page.locator('.red-ui-tray .mw-dialog-note');
      await note.waitFor();
      assert.match(
        await textOf(note),
        /A change here will be refused: .*the rule “Own line” of the role engineer denies it\. Roles that may: maintainer\. Who can grant them: olga\./,
      );
      await page.locator('#node-dialog-cancel').click();
      await page.locator('.red-ui-tray').waitFor({ state: 'detached' });
    });
  });
}
