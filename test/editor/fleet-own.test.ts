import assert from 'node:assert/strict';
import {
  type EditorOptions,
  editorTargets,
  everything,
  type NodeRedProcess,
  startNodeRed,
  variants,
} from '@millwright/testing';
import { setSidebarWidth, textOf } from './history-page.ts';
import { seriousViolations } from './node-dialog.ts';
import { asDevice, ownStates } from './own-states.ts';
import { openSidebarPage, type SidebarPage, settled } from './sidebar-page.ts';

type Named = keyof typeof ownStates;

/** What each state has to say. */
const says: Readonly<Record<Named, readonly RegExp[]>> = {
  words: [/Compare the words/, /amber violin harbour seventeen/],
  runs: [/All is well/, /Runs filler-line 3/, /https:\/\/hub\.plant\.example\/red/, /3f9c01ab77d2e410/],
  watching: [/At work on a release/, /filler-line 4: watches/, /2[0-3] s left/, /Wanted filler-line 4/],
  'went-back': [
    /did not come through/,
    /Why: .*Filler PLC.* did not come up again and an error came/,
    /filler-line 4 has failed here twice/,
  ],
  locked: [/mara says “not now”/, /A release waits/],
  drifted: [
    /Changed here/,
    /filler-line 3, changed here/,
    /They stay as they are/,
    /millwright supervise -- node-red/,
  ],
  'put-back': [/All is well/, /What was changed here was put back: .*The hub wants what it sent/],
  out: [/Its hub does not take it/, /hub\.plant\.example has shut this device out/, /enrol with a new code/],
  stopped: [/Flows are stopped/, /kept Node-RED so busy/, /Deploy another release/, /Runs nothing/],
};

/** All states at full width; at a user's each third, beside what further tests show of some others. */
const states = (Object.keys(says) as Named[]).filter((_state, index) => everything || index % 3 === 0);

for (const target of editorTargets()) {
  describe(`this instance as a device, in the editor of ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let opened: SidebarPage | undefined;
    const open = async (
      context: Mocha.Context,
      state: Named,
      options: EditorOptions = {},
    ): Promise<SidebarPage> => {
      const beforeLoad: EditorOptions['beforeLoad'] = (page) => asDevice(page, ownStates[state]);
      opened = await openSidebarPage('fleet', context, nodeRed, { ...options, beforeLoad });
      await opened.section.locator('.mw-own').waitFor();
      return opened;
    };
    before(async () => {
      nodeRed = await startNodeRed({ target, only: ['node-red-fleet'] });
    });
    afterEach(async () => {
      const errors = opened?.editor.errors ?? [];
      await opened?.close();
      opened = undefined;
      assert.deepEqual(errors, []);
    });
    after(() => nodeRed?.stop());

    for (const state of states) {
      it(`says what there is to know: ${state}`, async function () {
        const { section, page } = await open(this, state, { theme: target.major === 5 ? 'dark' : 'light' });
        const text = await textOf(section.locator('.mw-own'));
        for (const wanted of says[state]) assert.match(text, wanted);
        assert.deepEqual(await seriousViolations(page, '#millwright-fleet-sidebar'), []);
      });
    }

    for (const width of variants([180, 320]))
      it(`fits ${width} pixels, in German`, async function () {
        const { section, page } = await open(this, 'drifted', { language: 'de' });
        await setSidebarWidth(page, width);
        const card = section.locator('.mw-own');
        assert.doesNotMatch(await textOf(card), /\b(own|phase|state|release)\.[a-z]/);
        const wider = await card.evaluate((element) =>
          [...element.querySelectorAll('*')]
            .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth)
            .map(({ tagName, className }) => `${tagName}.${className}`),
        );
        assert.deepEqual(wider, []);
      });

    it('shows what was changed here, by part, node and property', async function () {
      const { page, section } = await open(this, 'drifted');
      await section.getByRole('button', { name: 'What was changed' }).click();
      const tray = page.locator('.mw-tray').last();
      await settled(page, tray);
      await tray.getByText('mw-modbus-connection').waitFor();
      assert.match(
        await textOf(tray),
        /Compared with filler-line 3.*Every second mw-modbus-watch interval.*host, port/,
      );
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
    });

    it('asks before it leaves, and tells the server what people press', async function () {
      const { page, section, notices } = await open(this, 'went-back');
      const asked: string[] = [];
      await page.route(/millwright\/fleet\/own\/(lock|leave|pardon)/, async (route) => {
        const request = route.request();
        asked.push(
          `${request.method()} ${new URL(request.url()).pathname.split('/').at(-1)} ${request.postData()}`,
        );
        await route.fulfill({ json: ownStates.locked });
      });
      await section.getByRole('button', { name: 'Try filler-line 4 again' }).click();
      await notices.filter({ hasText: 'It is tried again' }).waitFor();
      await section.getByRole('button', { name: 'Leave the fleet' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
      await section.getByRole('button', { name: 'Releases may come' }).click();
      await notices.filter({ hasText: 'may come again' }).waitFor();
      assert.deepEqual(asked, [`POST pardon {"digest":"${'d'.repeat(64)}"}`, 'PUT lock {"locked":false}']);
    });

    it('enrols with a code and a name, and says in words why it could not', async function () {
      opened = await openSidebarPage('fleet', this, nodeRed, {});
      const { page, section } = opened;
      let body: unknown;
      await page.route('**/millwright/fleet/own/enrol', async (route) => {
        body = route.request().postDataJSON();
        const expires = Date.UTC(2026, 10, 26, 9);
        await route.fulfill({
          status: 410,
          json: { code: 'release.code-expired', message: 'Expired', details: { expires } },
        });
      });
      await section.getByRole('button', { name: 'Enrol as a device' }).click();
      const tray = page.locator('.mw-tray').last();
      await settled(page, tray);
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await tray.getByLabel('Code').fill('  a code \n');
      await tray.getByLabel('Name').fill('Filler 1');
      await page.locator('#mw-tray-primary').click();
      await tray.getByRole('alert').waitFor();
      assert.deepEqual(body, { code: 'a code', name: 'Filler 1' });
      assert.match(
        await textOf(tray.getByRole('alert')),
        /^The code was good until .*2026.* Make a new one on the hub\.$/,
      );
    });
  });
}
