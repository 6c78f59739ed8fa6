import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type NodeRedProcess, startNodeRed, targets } from '@millwright/testing';
import { diagnose, millwright, stateOf, tooWide } from './command.ts';

const planted = { settings: 'pLanted-in-Settings-41aa', credentials: 'pLanted-in-Credentials-77c0' };
const password = 'pLanted-Password-93ff';

const users = [
  { username: 'anna', password, permissions: '*' },
  { username: 'viewer', password, permissions: 'read' },
  { username: 'narrow', password, permissions: ['flows.read'] },
];

const flows = [
  { id: 't', type: 'tab', label: 'Oven' },
  {
    id: 'r',
    type: 'http request',
    z: 't',
    name: '',
    method: 'GET',
    authType: 'basic',
    x: 1,
    y: 1,
    wires: [[]],
  },
];

for (const target of targets()) {
  describe(`millwright doctor --url, ${target.title}`, () => {
    const run = { node: target.node };

    describe('with a log-in and an admin root of its own', () => {
      let nodeRed: NodeRedProcess;
      let url: string;

      /** As the doctor's help has it: a form, as curl sends it. */
      async function tokenFor(username: string, scope: string): Promise<string> {
        const form = { client_id: 'node-red-admin', grant_type: 'password', scope, username, password };
        const answer = await fetch(`${url}/auth/token`, { method: 'POST', body: new URLSearchParams(form) });
        const { access_token: token } = (await answer.json()) as { access_token?: string };
        assert.ok(token, `no token for ${username}`);
        return token;
      }

      before(async () => {
        nodeRed = await startNodeRed({
          target,
          users,
          heavyNodes: ['http request'],
          settings: `httpAdminRoot: '/admin', functionGlobalContext: { key: '${planted.settings}' },`,
        });
        url = `${nodeRed.url}/admin`;
        const deployed = await nodeRed.request(
          'POST',
          '/admin/flows',
          { flows, credentials: { r: { user: 'me', password: planted.credentials } } },
          { token: await tokenFor('anna', '*'), headers: { 'Node-RED-API-Version': 'v2' } },
        );
        assert.equal(deployed.status, 200, deployed.text);
      });
      after(() => nodeRed?.stop());

      it('says what works, with a token that may only read settings', async () => {
        const token = await tokenFor('viewer', 'settings.read');
        const environment = { MILLWRIGHT_TOKEN: token };
        const report = await diagnose(['--url', url], { ...run, environment });
        assert.equal(report.places[0]?.problem, undefined);
        for (const id of [
          'node-red',
          'log-in',
          'check.capture',
          'check.requests',
          'check.owner',
          'copy.history',
        ])
          assert.equal(stateOf(report, id), 'works', id);
        assert.equal(report.counts.fails, 0);
        assert.match(JSON.stringify(report), /belongs to viewer/);

        const { out, err } = await millwright(['doctor', '--url', `${url}/`], { ...run, environment });
        assert.match(out, /● works {10}Node-RED \d/);
        assert.match(out, /@millwright\/node-red-history \d+\.\d+\.\d+ \(history\)/);
        assert.deepEqual([tooWide(out), err], [[], '']);
        for (const secret of [token, password, ...Object.values(planted)]) {
          assert.equal(`${out}${JSON.stringify(report)}`.includes(secret), false);
        }
      });

      it('says how to get a token where there is none', async () => {
        const { code, out } = await millwright(['doctor', '--url', url], run);
        assert.equal(code, 2);
        assert.match(out, /MILLWRIGHT_TOKEN is not\s+set[\s\S]*cli\.log-in-needed/);
        assert.ok(out.includes(`  '${url}/auth/token'\n`), out);
        assert.match(out, /node-red admin login/);
        assert.deepEqual(tooWide(out), []);
      });

      it('does not take a token for right that is not, or that may not read settings', async () => {
        for (const token of ['tok-that-is-wrong', await tokenFor('narrow', 'flows.read')]) {
          const environment = { MILLWRIGHT_TOKEN: token };
          const { code, out, err } = await millwright(['doctor', '--url', url], { ...run, environment });
          assert.equal(code, 2);
          assert.match(out, /cli\.token-refused/);
          assert.match(out, /settings\.read/);
          assert.equal(`${out}${err}`.includes(token), false);
        }
        const broken = await millwright(['doctor', '--url', url], {
          ...run,
          environment: { MILLWRIGHT_TOKEN: 'tok-with\nline' },
        });
        assert.equal(broken.code, 2);
        assert.match(broken.err, /cli\.bad-token/);
        assert.doesNotMatch(broken.out + broken.err, /tok-with/);
      });

      it('says that the admin root is missing in the address', async () => {
        const report = await diagnose(['--url', nodeRed.url], run);
        assert.equal(report.exitCode, 2);
        assert.equal(report.places[0]?.problem?.code, 'cli.not-found');
        assert.match(report.places[0]?.problem?.message ?? '', /httpAdminRoot/);
      });
    });

    it('without a log-in wants attention, and then finds nobody there', async () => {
      const nodeRed = await startNodeRed({ target });
      try {
        const report = await diagnose(['--url', nodeRed.url], run);
        assert.equal(report.exitCode, 1);
        assert.equal(stateOf(report, 'log-in'), 'attention');
        assert.equal(stateOf(report, 'copy.history'), 'works');

        const both = await diagnose(['--url', nodeRed.url, '--user-dir', nodeRed.userDirectory], run);
        assert.deepEqual(
          both.places.map(({ kind }) => kind),
          ['instance', 'user-directory'],
        );
        assert.equal(stateOf(both, 'database.history.db'), 'works');

        await nodeRed.halt();
        const stopped = await diagnose(['--url', nodeRed.url, '--user-dir', nodeRed.userDirectory], run);
        assert.equal(stopped.exitCode, 2);
        assert.equal(stopped.places[0]?.problem?.code, 'cli.refused');
        assert.equal(
          stateOf(stopped, 'database.history.db'),
          'works',
          'the files are looked at all the same',
        );
      } finally {
        await nodeRed.stop();
      }
    });

    it('knows a Node-RED without Millwright', async () => {
      const nodeRed = await startNodeRed({ target, without: 'all' });
      try {
        const report = await diagnose(['--url', nodeRed.url], run);
        assert.equal(report.exitCode, 2);
        assert.equal(report.places[0]?.problem?.code, 'cli.no-millwright');
      } finally {
        await nodeRed.stop();
      }
    });

    it('repeats what the self-test found', async () => {
      // Settings are read before the runtime is set up: from here one can take a function out of its API.
      const runtime = JSON.stringify(join(target.home, 'node_modules/@node-red/runtime'));
      const nodeRed = await startNodeRed({
        target,
        settings: `functionGlobalContext: (() => { delete require(${runtime}).flows.updateFlow; return {}; })(),`,
      });
      try {
        const { code, out } = await millwright(['doctor', '--url', nodeRed.url], run);
        assert.equal(code, 1);
        assert.match(out, /■ does not work {2}Operations are not captured:\s+Node-RED/);
      } finally {
        await nodeRed.stop();
      }
    });
  });
}
