import assert from 'node:assert/strict';
import { editorTargets, type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import { interceptComms, setSidebarWidth, textOf } from './history-page.ts';
import { type ListPage, openListPage } from './list-page.ts';
import { seriousViolations, textsOf } from './node-dialog.ts';

const tab = (id: string, label: string) => ({ id, type: 'tab', label });
const inject = {
  id: 'start',
  type: 'inject',
  z: 'oven',
  name: 'Start',
  props: [],
  repeat: '',
  x: 100,
  y: 100,
  wires: [[]],
};
const oven = (label: string) => [tab('oven', label), inject, tab('press', 'Press')];
const users = ['ines', 'olaf'].map((username) => ({
  username,
  password: 'a-very-good-one',
  permissions: '*',
}));

for (const target of editorTargets()) {
  describe(`the list of events in the editor of ${target.title}`, () => {
    const comms = interceptComms();
    let nodeRed: NodeRedProcess;
    let audit: ListPage;
    let ines: string;
    let olaf: string;
    const shows = (what: string, fits: (rows: readonly string[]) => boolean): Promise<unknown> =>
      waitFor(what, async () => {
        const found = await textsOf(audit.rows);
        return fits(found) ? found : undefined;
      });

    // One page for all of these: opening it takes longer than what is tested.
    before(async function () {
      nodeRed = await startNodeRed({ target, only: ['node-red-audit'], users, flows: oven('Oven 3') });
      ines = await nodeRed.token('ines', 'a-very-good-one');
      olaf = await nodeRed.token('olaf', 'a-very-good-one');
      // Of this kind it stops nothing, so that the button works at once.
      await nodeRed.deploy(oven('Oven 4'), { token: ines, note: 'a new oven', type: 'nodes' });
      const injected = await nodeRed.request('POST', '/inject/start', undefined, { token: olaf });
      assert.equal(injected.status, 200);
      audit = await openListPage('audit', this, nodeRed, { token: ines, beforeLoad: comms.beforeLoad });
      await audit.row('a new oven').waitFor();
      await audit.section.getByRole('button', { name: 'Got it' }).dispatchEvent('click');
    });
    beforeEach(async () => {
      await audit.page.keyboard.press('Escape');
      const { section } = audit;
      await section.getByRole('textbox', { name: 'Filter events' }).press('Escape');
      await section.getByRole('button', { name: /^Filters/ }).click();
      await section.getByRole('checkbox', { name: 'Reads' }).uncheck();
      const reset = section.locator('.mw-toolbar-filters').getByRole('button', { name: 'Reset' });
      await reset.click();
      await audit.page.keyboard.press('Escape');
    });
    after(async () => {
      const errors = audit?.editor.errors ?? [];
      await audit?.close();
      await nodeRed?.stop();
      assert.deepEqual(errors, []);
    });

    it('says who did what, to what and why, in words', async () => {
      assert.match(
        await textOf(audit.row('a new oven')),
        /#\d+ done ines .* deployed Oven 4: renamed · “a new oven”$/,
      );
      assert.match(await textOf(audit.row('injected Start').first()), /done olaf .* injected Start$/);
      assert.equal(await audit.row('begun').count(), 0);
    });

    it('shows three events where there is the least room, and its head whatever has the focus', async () => {
      const { page, section } = audit;
      const { width, height } = page.viewportSize() ?? { width: 1280, height: 800 };
      const places = () =>
        section.evaluate((element) => {
          const top = (found: Element | null | undefined) => found?.getBoundingClientRect();
          const list = top(element.querySelector('.mw-list'));
          const rows = [...element.querySelectorAll('.mw-list-row')].map((row) => top(row));
          const inSight = rows.filter((row) => row && list && row.bottom <= list.bottom + 2);
          const field = top(element.querySelector('.mw-toolbar-text'));
          const hit = field && document.elementFromPoint(field.x + 40, field.y + 8);
          return { rows: inSight.length, field: hit?.className };
        });
      await page.setViewportSize({ width: 1400, height: 900 });
      await waitFor('three events in sight', async () => (await places()).rows >= 3);
      // Node-RED 5 keeps the height that somebody gave the section, whatever the window has left for it.
      const frameHeight = (next: string): Promise<string> =>
        page.evaluate((value) => {
          const frame = document.querySelector<HTMLElement>('.red-ui-sidebar-section:has(#mw-audit-list)');
          const former = frame?.style.height ?? '';
          if (frame) frame.style.height = value;
          return former;
        }, next);
      const former = await frameHeight('760px');
      await page.setViewportSize({ width: 1400, height: 560 });
      await section.getByRole('listbox').focus();
      await page.keyboard.press('End');
      await waitFor('the head in sight', async () => /mw-toolbar-text/.test((await places()).field ?? ''));
      await page.keyboard.press('Home');
      await frameHeight(former);
      await page.setViewportSize({ width, height });
    });

    it('is live: what somebody else does appears on top, and what is in sight stays there', async () => {
      const { section, rows } = audit;
      await nodeRed.deploy(oven('Oven 5'), { token: olaf });
      await audit.row('Oven 5: renamed').waitFor();
      await waitFor('it on top', async () => /olaf .* deployed Oven 5/.test(await textOf(rows.first())));
      await waitFor('the announcement', async () =>
        /new events?/.test(await textOf(section.locator('> .mw-hidden-text'))),
      );
    });

    it('catches up after the connection was lost', async () => {
      await comms.cut();
      await nodeRed.deploy(oven('Oven 6'), { token: olaf });
      await audit.row('Oven 6: renamed').waitFor();
    });

    it('hides reads at first, says so, and shows them at a click', async () => {
      const { section } = audit;
      await nodeRed.request('GET', '/flows', undefined, { token: olaf });
      await nodeRed.deploy(oven('Oven 7'), { token: olaf });
      await audit.row('Oven 7: renamed').waitFor();
      assert.equal(await audit.row('read the flows').count(), 0);
      await section.getByRole('button', { name: 'Remove the filter reads hidden' }).click();
      await audit.row('read the flows').first().waitFor();
    });

    it('finds words with /, and one event by its number', async () => {
      const { page, section, rows } = audit;
      await section.getByRole('listbox').focus();
      await page.keyboard.press('/');
      await page.keyboard.type('new ov');
      await shows('the deploy alone', (found) => found.length === 1 && /a new oven/.test(found[0] ?? ''));
      const [number = ''] = /#\d+/.exec(await textOf(rows.first())) ?? [];
      await page.keyboard.press('Escape');
      await shows('all', (found) => found.length > 3);
      await page.keyboard.type(number);
      await shows(number, (found) => found.length === 1 && found[0]?.includes(number) === true);
      await page.keyboard.press('Escape');
      await page.keyboard.type('nowhere');
      await section.getByText('No event matches').waitFor();
      assert.deepEqual(await seriousViolations(page, '#millwright-audit-sidebar'), []);
      await section.getByRole('button', { name: 'Show all' }).click();
      await shows('all', (found) => found.length > 3);
    });

    it('is narrowed by person, event, target, outcome and day, at 180 pixels too', async () => {
      const { page, section } = audit;
      await setSidebarWidth(page, 180);
      await section.getByRole('button', { name: /^Filters/ }).click();
      const panel = section.locator('.mw-toolbar-filters');
      await panel.getByLabel('Done by').selectOption({ label: 'olaf' });
      await shows('olaf alone', (found) => found.length > 0 && found.every((text) => / olaf /.test(text)));
      await panel.getByLabel('What').selectOption({ label: 'Inject' });
      await shows(
        'his injects',
        (found) => found.length > 0 && found.every((text) => /inject(ed)? Start/.test(text)),
      );
      await panel.getByLabel('Done by').selectOption('');
      await panel.getByLabel('What').selectOption('');
      await panel.getByLabel('About').selectOption({ label: 'Start' });
      await shows(
        'of the node',
        (found) => found.length > 0 && found.every((text) => /inject(ed)? Start/.test(text)),
      );
      await panel.getByLabel('When').selectOption('between');
      await panel.getByLabel('To', { exact: true }).fill('2001-01-01');
      await section.getByText('No event matches').waitFor();
      assert.deepEqual(await seriousViolations(page, '#millwright-audit-sidebar'), []);
      await page.keyboard.press('Escape');
      assert.equal(await section.getByRole('button', { name: 'Filters, 3 set' }).isVisible(), true);
      await setSidebarWidth(page, 320);
    });

    it('has quick filters for what one asks most', async () => {
      const { section } = audit;
      await nodeRed.request('GET', '/flows', undefined, { token: 'nobodys-token' });
      await section.getByRole('button', { name: 'mine', exact: true }).click();
      await shows('mine', (found) => found.length > 0 && found.every((text) => / ines /.test(text)));
      await section.getByRole('button', { name: 'Remove the filter ines' }).click();
      await section.getByRole('button', { name: 'refused', exact: true }).click();
      await shows('refused', (found) => found.length > 0 && found.every((text) => /was refused:/.test(text)));
    });

    it('follows the tab on the canvas', async () => {
      const { page, section } = audit;
      await section.getByRole('button', { name: 'this tab', exact: true }).click();
      await section.getByRole('button', { name: /Remove the filter this tab: Oven/ }).waitFor();
      await shows('the oven', (found) => found.length > 0 && found.every((text) => /Oven|Start/.test(text)));
      await page.evaluate(() =>
        (globalThis as unknown as { RED: { workspaces: { show(id: string): void } } }).RED.workspaces.show(
          'press',
        ),
      );
      await section.getByRole('button', { name: 'Remove the filter this tab: Press' }).waitFor();
      await section.getByText('No event matches').waitFor();
    });

    it('needs no mouse', async () => {
      const { page, section } = audit;
      const list = section.getByRole('listbox');
      await list.focus();
      const active = async (): Promise<string> =>
        textOf(section.locator(`#${await list.getAttribute('aria-activedescendant')}`));
      await page.keyboard.press('Home');
      const first = await active();
      await page.keyboard.press('ArrowDown');
      const second = await active();
      assert.notEqual(second, first);
      await page.keyboard.press('Enter');
      const tray = await audit.settled();
      await tray.locator('dl').first().waitFor();
      const [number] = /#\d+/.exec(second) ?? [];
      assert.ok((await textOf(page.locator('.red-ui-tray').last())).startsWith(`Event ${number}Close`));
      await audit.closeTray();
      await page.waitForFunction(() => document.activeElement?.matches('.mw-list'));
      assert.match(await active(), new RegExp(`${number}\\b`));
    });
  });
}
