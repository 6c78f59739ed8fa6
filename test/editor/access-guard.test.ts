import assert from 'node:assert/strict';
import type { Role } from '@millwright/access';
import { type EditorPage, editorTargets, openEditor, variants, waitFor } from '@millwright/testing';
import { type AccessInstance, startWithAccess } from '../access/access.ts';
import { flows } from '../access/guard-flows.ts';

/** May edit one tab; injects everywhere. */
const line: Role = {
  name: 'line',
  inherits: ['operator'],
  rules: [
    { name: 'Own tab', effect: 'allow', actions: ['flow.edit'], on: [{ tab: { name: 'Yard' } }] },
    { name: 'Deploy', effect: 'allow', actions: ['deploy.*'] },
  ],
};

interface Node {
  name: string;
  changed: boolean;
  dirty: boolean;
}

interface Editor {
  readonly RED: {
    readonly nodes: { node(id: string): Node | undefined; dirty(set?: boolean): boolean };
    readonly workspaces: { show(id: string): void; isLocked(id: string): boolean };
  };
}

for (const target of editorTargets()) {
  describe(`people with few rights, in the editor of ${target.title}`, () => {
    let access: AccessInstance;
    let editor: EditorPage | undefined;

    before(async () => {
      access = await startWithAccess({ target, only: ['node-red-access'], flows: [...flows] });
      await access.changePolicy((policy) => ({ ...policy, roles: [...policy.roles, line] }));
    });
    afterEach(async () => {
      const errors = editor?.errors ?? [];
      await editor?.close();
      editor = undefined;
      assert.deepEqual(errors, []);
    });
    after(() => access?.stop());

    const open = async (context: Mocha.Context, name: string, language = 'en-US'): Promise<EditorPage> => {
      editor = await openEditor(context, access.nodeRed, { token: await access.token(name), language });
      return editor;
    };
    const red = <Value>({ page }: EditorPage, run: (red: Editor['RED']) => Value): Promise<Value> =>
      page.evaluate(`(${run.toString()})(globalThis.RED)`) as Promise<Value>;
    const nameOf = async (id: string): Promise<unknown> => {
      const { flows: active } = await access.nodeRed.flows(await access.token('owner'));
      return active.find((item) => item['id'] === id)?.['name'];
    };

    it('somebody who may edit one tab works on it, and deploys, while the others are locked', async function () {
      const opened = await open(this, 'line');
      await waitFor('the lock', () => red(opened, ({ workspaces }) => workspaces.isLocked('a')));
      assert.equal(await red(opened, ({ workspaces }) => workspaces.isLocked('b')), false);
      await red(opened, ({ nodes, workspaces }) => {
        workspaces.show('b');
        const node = nodes.node('bn');
        if (node) Object.assign(node, { name: 'lantern', changed: true, dirty: true });
        nodes.dirty(true);
      });
      await opened.page.locator('#red-ui-header-button-deploy').click();
      await opened.page.locator('.red-ui-notification-success').first().waitFor();
      assert.equal(await nameOf('bn'), 'lantern');
    });

    for (const [language, sentence] of variants([
      [
        'en-US',
        /You can’t deploy node “plant” \(mqtt-broker\), which is used on tab “Oven 3”: no rule allows it/,
      ],
      [
        'de',
        /Das können Sie nicht übernehmen \(deploy\): Node „plant“ \(mqtt-broker\), benutzt auf Tab „Oven 3“/,
      ],
    ] as const)) {
      it(`a refusal says in words what, why and who can help (${language})`, async function () {
        const opened = await open(this, 'line', language);
        await red(opened, ({ nodes }) => {
          const shared = nodes.node('cfg');
          if (shared) Object.assign(shared, { keepalive: '30', changed: true });
          nodes.dirty(true);
        });
        await opened.page.locator('#red-ui-header-button-deploy').click();
        const notice = opened.page.locator('.red-ui-notification').filter({ hasText: sentence }).first();
        await notice.waitFor();
        const text = (await notice.textContent()) ?? '';
        assert.match(text, /engineer, maintainer, owner/);
        assert.match(text, /access\.denied/);
        assert.equal(text.includes('{'), false);
      });
    }

    it('an operator presses inject, and cannot deploy', async function () {
      const opened = await open(this, 'operator');
      const { page } = opened;
      await page.locator('#red-ui-header-button-deploy.disabled').waitFor();
      await red(opened, ({ workspaces }) => workspaces.show('a'));
      const pressed = page.waitForResponse(/\/inject\/ai$/);
      await page.locator('#ai .red-ui-flow-node-button-button').click();
      assert.equal((await pressed).status(), 200);
    });
  });
}
