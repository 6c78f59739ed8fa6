import assert from 'node:assert/strict';
import { editorTargets, openEditor } from '@millwright/testing';
import { type AccessInstance, startWithAccess } from '../access/access.ts';
import { accessSection } from './access-page.ts';
import { textOf } from './history-page.ts';

const oven = { id: 'oven', type: 'tab', label: 'Oven 3' };

for (const target of editorTargets()) {
  describe(`somebody without a role in the editor of ${target.title}`, () => {
    let instance: AccessInstance;
    before(async () => {
      instance = await startWithAccess({ target, only: ['node-red-access'], flows: [oven] });
      await instance.addPerson('anna', []);
    });
    after(() => instance?.stop());

    it('gets in, sees nothing of the flows, and is told whom to ask', async function () {
      const token = await instance.token('anna');
      const editor = await openEditor(this, instance.nodeRed, { token });
      try {
        const { page, errors } = editor;
        const notice = page.locator('.red-ui-notification').filter({ hasText: 'have no role' });
        await notice.waitFor();
        assert.match(
          await textOf(notice),
          /^You are logged in as anna and have no role\. Ask: owner Load again$/,
        );
        assert.match(await textOf(await accessSection(page)), /Who can grant them: owner\. .*anna no role$/);
        assert.ok(!(await page.content()).includes('Oven 3'));
        assert.deepEqual(errors, []);
      } finally {
        await editor.close();
      }
    });

    it('is still refused the flows themselves', async () => {
      const token = await instance.token('anna');
      const { status, text } = await instance.nodeRed.request('GET', '/flows', undefined, { token });
      assert.equal(status, 403, text);
    });
  });
}
