import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type EditorOptions,
  editorTargets,
  type NodeRedProcess,
  startNodeRed,
  waitFor,
} from '@millwright/testing';
import type { Context } from 'mocha';
import type { Locator } from 'playwright-core';
import type { ListedCertificates } from '../../nodes/opcua/src/common/certificate-routes.ts';
import { recordsIn } from '../audit/records.ts';
import {
  makeAuthority,
  makeRevocationList,
  makeServer,
  scratch,
  serverFiles,
} from '../opcua/support/certificates.ts';
import { type OpcUaServer, startOpcUaServer } from '../opcua/support/server.ts';
import { setSidebarWidth } from './history-page.ts';
import { seriousViolations, textsOf } from './node-dialog.ts';
import { nobody, online, waiting } from './opcua-certificate-states.ts';
import { openSidebarPage, type SidebarPage, settled, tooWide } from './sidebar-page.ts';

const uri = 'urn:test:server';
const path = '/millwright/opcua/certificates';

for (const [index, target] of editorTargets().entries()) {
  describe(`the certificates of OPC UA in ${target.title}`, function () {
    this.timeout(60_000);

    const { directory, remove } = scratch();
    let server: OpcUaServer;
    let nodeRed: NodeRedProcess;
    let sha256 = '';
    let shown: SidebarPage | undefined;

    before(async function () {
      const made = await makeServer({ name: 'Press 7', uri, dns: [] });
      sha256 = new X509Certificate(made.der).fingerprint256.replaceAll(':', '').toLowerCase();
      server = await startOpcUaServer(this, {
        directory,
        policies: ['Basic256Sha256'],
        modes: ['SignAndEncrypt'],
        applicationUri: uri,
        ...(await serverFiles(made, directory, 'server')),
      });
      nodeRed = await startNodeRed({
        target,
        only: ['node-red-opcua', 'node-red-audit'],
        flows: [
          { id: 'tab', type: 'tab', label: 'Press' },
          { id: 'press', type: 'mw-opcua-connection', schema: 1, name: 'Press', url: server.url },
          {
            id: 'tags',
            type: 'mw-opcua-tags',
            schema: 1,
            name: 'Tags',
            connection: 'press',
            tags: [{ name: 'time', address: 'i=2258' }],
          },
          {
            id: 'watch',
            type: 'mw-opcua-watch',
            z: 'tab',
            schema: 1,
            name: '',
            tags: 'tags',
            x: 200,
            y: 80,
            wires: [[]],
          },
        ],
      });
    });
    after(async () => {
      await nodeRed?.stop();
      await server?.close();
      remove();
    });
    const open = async (context: Context, options: EditorOptions = {}): Promise<SidebarPage> => {
      shown = await openSidebarPage('plc', context, nodeRed, options);
      return shown;
    };
    afterEach(async () => {
      const errors = shown?.editor.errors ?? [];
      await shown?.close();
      shown = undefined;
      assert.deepEqual(errors, []);
    });
    const known = async (): Promise<ListedCertificates> =>
      (await nodeRed.request<ListedCertificates>('GET', path)).body;
    const question = ({ page }: SidebarPage): Locator => page.getByRole('alertdialog');

    it('SEC-09: trusted in the panel, a server is connected without a deploy (node-opcua)', async function () {
      const sidebar = await open(this);
      const { page, rows } = sidebar;
      const row = rows.filter({ hasText: 'Press 7' });
      await row.getByText('not trusted yet').waitFor();
      assert.equal((await known()).pending.length, 1);
      assert.equal((await server.count()).created, 0);
      await row.click();
      const tray = await settled(page, page.getByRole('region', { name: 'Server certificate of Press 7' }));
      const grouped = (sha256.toUpperCase().match(/.{4}/g) ?? []).join(' ');
      await tray.getByText(grouped).waitFor();
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await tray.getByRole('button', { name: 'Trust…' }).click();
      await question(sidebar).getByText(grouped).waitFor();
      assert.deepEqual(await seriousViolations(page, '.red-ui-notification'), []);
      await question(sidebar).getByRole('button', { name: 'Trust Press 7' }).click();
      await tray.waitFor({ state: 'detached' });
      await rows.filter({ hasText: '127.0.0.1' }).getByText('online').waitFor();
      const { pending, trusted } = await known();
      assert.deepEqual([pending.length, trusted.map((each) => each.sha256)], [0, [sha256]]);
      const events = recordsIn(nodeRed.userDirectory).filter(
        ({ name }) => name === 'opcua.certificate.trust',
      );
      assert.deepEqual(
        events.map(({ outcome, target: about }) => [outcome, about?.id]),
        [['success', sha256]],
      );
    });

    // What is the same in each Node-RED is shown in one.
    if (index > 0) return;

    it('gives our certificate as text and as a file, and renews it', async function () {
      const sidebar = await open(this);
      const { page, rows, notices } = sidebar;
      await rows.filter({ hasText: 'This Node-RED' }).click();
      const tray = await settled(
        page,
        page.getByRole('region', { name: 'OPC UA certificate of this Node-RED' }),
      );
      const before = (await known()).own;
      const downloads = page.waitForEvent('download');
      await tray.getByRole('button', { name: 'Download (DER)' }).click();
      const file = await (await downloads).path();
      assert.equal(new X509Certificate(readFileSync(file)).toString(), before?.pem);
      await tray.getByRole('button', { name: 'Copy (PEM)' }).click();
      await notices.getByText(/was copied|Download it instead/).waitFor();
      await tray.getByRole('button', { name: 'Renew…' }).click();
      await question(sidebar).getByRole('button', { name: 'Make a new certificate' }).click();
      await tray.getByText('1 former certificate is kept with its key.').waitFor();
      const after = (await known()).own;
      assert.notEqual(after?.sha256, before?.sha256);
      assert.equal(after?.applicationUri, before?.applicationUri);
    });

    it('takes files into its lists, says what is wrong with others, and forgets them again', async function () {
      const sidebar = await open(this);
      const { page, rows } = sidebar;
      const authority = await makeAuthority('Authority');
      const at = (name: string, content: Uint8Array): string => {
        const made = join(directory, name);
        writeFileSync(made, content);
        return made;
      };
      const list = at('authority.crl', await makeRevocationList(authority, []));
      const file = at('authority.der', authority.der);
      const opened = async (name: string, title: string): Promise<Locator> => {
        await rows.filter({ hasText: name }).click();
        return settled(page, page.getByRole('region', { name: title }));
      };
      const lists = await opened('Revocation lists', 'OPC UA revocation lists');
      await lists.getByText('There are none.').waitFor();
      await lists.getByLabel('Import a revocation list (DER or PEM)').setInputFiles(list);
      await lists
        .getByRole('alert')
        .getByText(/Import that of its authority first: CN=Authority/)
        .waitFor();
      await page.keyboard.press('Escape');
      await lists.waitFor({ state: 'detached' });
      const issuers = await opened('Issuers', 'OPC UA issuers');
      await issuers.getByLabel('Import the certificate of an authority (DER or PEM)').setInputFiles(file);
      await issuers.getByRole('region', { name: 'Authority' }).waitFor();
      await page.keyboard.press('Escape');
      await issuers.waitFor({ state: 'detached' });
      const again = await opened('Revocation lists', 'OPC UA revocation lists');
      await again.getByLabel('Import a revocation list (DER or PEM)').setInputFiles(list);
      await again.getByRole('region', { name: 'Authority' }).waitFor();
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await again.getByRole('button', { name: 'Remove Authority' }).click();
      await question(sidebar).getByRole('button', { name: 'Remove Authority' }).click();
      await again.getByText('There are none.').waitFor();
    });

    it('SEC-05: marks a connection that is not protected red, however well it fares', async function () {
      const { rows } = await open(this, {
        beforeLoad: (page) =>
          page.route('**/millwright/opcua/status*', (route) =>
            route.fulfill({ json: { connections: [online('Open line', true), online('Safe line', false)] } }),
          ),
      });
      const marks = (name: string): Locator => rows.filter({ hasText: name }).locator('.mw-row-symbol');
      await rows.filter({ hasText: 'Open line' }).getByText('unsecured').waitFor();
      assert.match((await marks('Open line').getAttribute('class')) ?? '', /mw-bad/);
      assert.match((await marks('Safe line').getAttribute('class')) ?? '', /mw-good/);
    });

    it('is worked by keyboard, and asks before a certificate is rejected', async function () {
      let told = waiting();
      const sidebar = await open(this, {
        beforeLoad: async (page) => {
          await page.route(`**${path}*`, (route) => route.fulfill({ json: told }));
          await page.route(`**${path}/*/reject*`, (route) => {
            const { pending } = told;
            told = { ...told, pending: pending.map((each) => ({ ...each, rejected: true })) };
            return route.fulfill({ json: told });
          });
        },
      });
      const { page, section, rows } = sidebar;
      await rows.filter({ hasText: 'Boiler' }).waitFor();
      await page
        .locator('.mw-foot')
        .getByText(/1 certificate waits to be trusted/)
        .waitFor();
      await section.getByRole('listbox').focus();
      await page.keyboard.press('/');
      await page.keyboard.type('ab01');
      await rows.filter({ hasText: 'Issuers' }).waitFor({ state: 'detached' });
      await page.keyboard.press('Escape');
      await section.getByRole('listbox').focus();
      await page.keyboard.press('Home');
      while (!(await section.locator('.mw-list-active').getByText('Boiler').isVisible()))
        await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      const tray = await settled(page, page.getByRole('region', { name: 'Server certificate of Boiler' }));
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      // Cancel comes first and has the focus.
      await question(sidebar).waitFor();
      await page.keyboard.press('Enter');
      await question(sidebar).waitFor({ state: 'detached' });
      assert.equal(told.pending[0]?.rejected, false);
      await page.keyboard.press('Enter');
      await question(sidebar).waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await tray.getByText('This certificate was rejected.').waitFor();
      await page.keyboard.press('Escape');
      await tray.waitFor({ state: 'detached' });
      await rows.filter({ hasText: 'Boiler' }).getByText('rejected').waitFor();
    });

    for (const language of ['en-US', 'de'])
      it(`has its texts, in ${language}, and fits 180 px`, async function () {
        const { page, section, rows } = await open(this, {
          language,
          beforeLoad: (each) => each.route(`**${path}*`, (route) => route.fulfill({ json: waiting() })),
        });
        await rows.filter({ hasText: 'Boiler' }).waitFor();
        await setSidebarWidth(page, 180);
        assert.deepEqual(await tooWide(section, ['mw-symbol']), []);
        const all = [...(await textsOf(section))];
        const certificateRows = await rows.count();
        for (let index = 0; index < certificateRows; index += 1) {
          await rows.nth(index).click();
          const tray = await settled(page, page.locator('.mw-tray'));
          all.push(...(await textsOf(tray)));
          await page.keyboard.press('Escape');
          await tray.waitFor({ state: 'detached' });
        }
        assert.doesNotMatch(all.join(), /certificates\.\w/, 'every text is there');
      });

    it('says that it looks, that nobody uses it, what may not be changed or seen, and what is old', async function () {
      let answer: 'nothing' | 'some' | 'gone' | 'refused' = 'nothing';
      const { page, section, rows } = await open(this, {
        beforeLoad: async (each) => {
          await each.route('**/millwright/opcua/status*', (route) => {
            if (answer === 'refused')
              return route.fulfill({ status: 403, json: { code: 'runtime.not-allowed', message: 'No' } });
            return route.fulfill({ json: { connections: [] } });
          });
          await each.route(`**${path}*`, (route) => {
            if (answer === 'gone') return route.abort();
            if (answer === 'refused')
              return route.fulfill({ status: 403, json: { code: 'runtime.not-allowed', message: 'No' } });
            return route.fulfill({ json: answer === 'some' ? waiting() : nobody() });
          });
        },
      });
      await section.getByText('No OPC UA connection runs').waitFor();
      answer = 'some';
      await rows.filter({ hasText: 'Boiler' }).waitFor();
      await page.evaluate(() => {
        const { RED } = globalThis as unknown as { RED: { settings: { user?: object } } };
        RED.settings.user = { username: 'otto', permissions: 'read' };
      });
      answer = 'gone';
      await section.getByText(/What is shown is from .* Node-RED does not answer/).waitFor();
      answer = 'refused';
      await section.getByText('You can’t see this').waitFor();
      await waitFor('no rows', async () => (await rows.count()) === 0);
    });
  });
}
