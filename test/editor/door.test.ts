import assert from 'node:assert/strict';
import { editorTargets, type NodeRedProcess, openEditor, startNodeRed } from '@millwright/testing';

/** A door that another bundle made before ours; `api` says which kind. */
function otherDoor(api: number): void {
  (globalThis as unknown as Record<symbol, object>)[Symbol.for('millwright.editor')] = {
    api,
    owner: '@millwright/node-red-other',
    members: new Set(['@millwright/node-red-other']),
    texts: new Set(),
    running: new Map(),
    selfTest: {
      value: { state: 'known', status: { ok: false, nodeRed: '0', checks: [], copies: [] } },
      subscribe: () => () => {},
      refresh: () => Promise.resolve(),
    },
  };
}

const members = (): string[] => {
  const door = (globalThis as unknown as Record<symbol, { members: Set<string> }>)[
    Symbol.for('millwright.editor')
  ];
  return [...(door?.members ?? [])];
};

for (const target of editorTargets()) {
  describe(`the door of our bundles in the editor of ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    before(async () => {
      nodeRed = await startNodeRed({ target, only: ['node-red-history'] });
    });
    after(() => nodeRed?.stop());

    it('is made by the first bundle', async function () {
      const { page, errors, close } = await openEditor(this, nodeRed);
      await page.locator('#millwright-history-sidebar').waitFor();
      assert.deepEqual(await page.evaluate(members), ['@millwright/node-red-history']);
      assert.deepEqual(errors, []);
      await close();
    });

    it('is used as it is by the others', async function () {
      const { page, errors, close } = await openEditor(this, nodeRed, {
        beforeLoad: (empty) => empty.addInitScript(otherDoor, 1),
      });
      await page.locator('#millwright-history-sidebar').waitFor();
      assert.deepEqual(await page.evaluate(members), [
        '@millwright/node-red-other',
        '@millwright/node-red-history',
      ]);
      await page.getByRole('button', { name: 'Millwright needs attention' }).waitFor();
      assert.deepEqual(errors, []);
      await close();
    });

    it('of another kind is left alone, and the user hears which packages do not fit', async function () {
      const { page, errors, close } = await openEditor(this, nodeRed, {
        beforeLoad: (empty) => empty.addInitScript(otherDoor, 99),
      });
      const notice = page.locator('.red-ui-notification').filter({ hasText: 'do not fit together' });
      await notice.waitFor();
      assert.match(
        (await notice.textContent()) ?? '',
        /@millwright\/node-red-other and @millwright\/node-red-history.*editor\.other-api/s,
      );
      assert.equal(await page.locator('#millwright-history-sidebar').count(), 0);
      assert.deepEqual(errors, []);
      await close();
    });
  });
}
