import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { editorTargets, type NodeRedProcess, startNodeRed } from '@millwright/testing';
import type { Locator } from 'playwright-core';

import { Probes } from '../runtime/probes.ts';
import { type HistoryPage, openHistory, setSidebarWidth, settledTray, textOf } from './history-page.ts';
import { seriousViolations } from './node-dialog.ts';
import { answerStatus, uneasyStatus } from './self-test-status.ts';

for (const target of editorTargets()) {
  describe(`the self-test in the editor of ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let history: HistoryPage | undefined;

    before(async () => {
      // All of our packages beside the nodes and the editor for code that a user has.
      nodeRed = await startNodeRed({ target, heavyNodes: 'all', codeEditor: 'monaco' });
    });
    after(() => nodeRed?.stop());
    afterEach(async () => {
      await history?.close();
      history = undefined;
    });

    const chip = ({ section }: HistoryPage): Locator => section.locator('.mw-chip');

    it('says that a restart is due, what runs, what is open, and what it has no words for', async function () {
      history = await openHistory(this, nodeRed, { beforeLoad: answerStatus(uneasyStatus) });
      await history.section.getByRole('button', { name: 'Millwright: restart Node-RED' }).click();
      assert.match(await textOf(chip(history)), /Restart Node-RED/);
      const tray = await settledTray(history);
      const text = await textOf(tray);
      assert.match(
        text,
        /@millwright\/node-red-history 0\.1\.0 in charge ▲ 0\.2\.0 is installed, 0\.1\.0 runs: restart/,
      );
      assert.match(text, /Live connections of editors are not all seen\. It is not seen where live/);
      assert.match(text, /functions or routes that Millwright does not know\. Not known: flows\.fooBar/);
      assert.match(text, /audit could not start: its key is <b>missing<\/b>/);
      assert.match(
        text,
        /An installation of a package by anna since \d+:\d\d:30 [AP]M, holds the installed packages and the flows/,
      );
      assert.match(text, /press\.calibrate by someone without a log-in since \d+:\d\d:31/);
      assert.match(text, /GET \/some-dashboard\/with/);
      assert.doesNotMatch(text, /\/closed/);
      assert.deepEqual(await seriousViolations(history.page, '.mw-tray'), []);
      assert.deepEqual(history.editor.errors, []);
    });

    it('says it in German, and fits into 180 pixels', async function () {
      history = await openHistory(this, nodeRed, { language: 'de', beforeLoad: answerStatus(uneasyStatus) });
      await setSidebarWidth(history.page, 180);
      const word = chip(history).getByText('Node-RED neu starten');
      await word.waitFor();
      const cut = await chip(history).evaluate((element) => {
        const { right, bottom } = element.getBoundingClientRect();
        const text = element.querySelector('.mw-chip-word')?.getBoundingClientRect();
        return Math.ceil(Math.max((text?.right ?? 0) - right, (text?.bottom ?? 0) - bottom));
      });
      assert.ok(cut <= 0, `${cut} px of the word are cut off`);
      await history.section.getByRole('button', { name: 'Millwright: Node-RED neu starten' }).click();
      const tray = await settledTray(history);
      const text = await textOf(tray);
      assert.match(text, /0\.2\.0 ist installiert, 0\.1\.0 läuft: Node-RED neu starten/);
      assert.match(text, /Inject, Debug und die Routen anderer Nodes werden gesehen\./);
      assert.match(
        text,
        /Die Installation eines Pakets von anna seit .+, hält die installierten Pakete und die Flows/,
      );
      const spill = await tray.evaluate((element) => {
        element.style.width = '180px';
        return element.scrollWidth - element.clientWidth;
      });
      assert.ok(spill <= 0, `${spill} px do not fit`);
    });

    it('of a server that tells less is shown as before', async function () {
      const { running, routes, checks, ...rest } = uneasyStatus;
      const copies = rest.copies.map(({ plugin, packageName, version, state }) => ({
        plugin,
        packageName,
        version,
        state,
      }));
      const plain = { ...rest, ok: true, copies, checks: checks.filter(({ ok }) => ok) };
      history = await openHistory(this, nodeRed, { beforeLoad: answerStatus(plain) });
      await history.section.getByRole('button', { name: 'Millwright works' }).click();
      const text = await textOf(await settledTray(history));
      assert.doesNotMatch(text, /Running now|Routes open|is installed, /);
    });

    it('of a server that knows a state more is shown with its own word for it', async function () {
      const copies = uneasyStatus.copies.map((copy) => ({ ...copy, state: 'sleeping' }));
      history = await openHistory(this, nodeRed, { beforeLoad: answerStatus({ ...uneasyStatus, copies }) });
      await history.section.getByRole('button', { name: 'Millwright: restart Node-RED' }).click();
      const text = await textOf(await settledTray(history));
      assert.match(text, /@millwright\/node-red-modbus 0\.1\.0 sleeping/);
    });

    it('shows a package of plugins that is installed while the editor is open', async function () {
      history = await openHistory(this, nodeRed);
      await history.section.getByRole('button', { name: 'Millwright works' }).click();
      const tray = await settledTray(history);
      assert.doesNotMatch(await textOf(tray), /millwright-probe/);
      const probes = new Probes();
      await probes.build();
      try {
        const tarball = probes.pack(await probes.make({ id: 'probe' }));
        const form = new FormData();
        form.set('tarball', new Blob([new Uint8Array(await readFile(tarball))]), basename(tarball));
        const response = await fetch(`${nodeRed.adminUrl}/nodes`, { method: 'POST', body: form });
        assert.equal(response.status, 200, await response.text());
      } finally {
        await probes.remove();
      }
      await tray.getByText('millwright-probe 0.1.0').waitFor();
    });
  });
}
