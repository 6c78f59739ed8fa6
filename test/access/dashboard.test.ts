import assert from 'node:assert/strict';
import { dashboardTargets } from '@millwright/testing';
import { unsoundEvents } from '../dashboard/raw-client.ts';
import { type AccessInstance, passwordOf } from './access.ts';
import { logInPath, logOutPath, Visitor, visitor } from './dashboard-browser.ts';
import { anna, DashboardLab } from './dashboard-lab.ts';
import { DashboardSocket, type RawAnswer, raw } from './dashboard-socket.ts';

/** Ways to write the path of a dashboard that somebody on the way might take for it. */
const written = [
  '/dashboard',
  '/dashboard/',
  '/dashboard/page',
  '//dashboard',
  '/Dashboard',
  '/DASHBOARD/page',
  '/%64ashboard',
  '/dashboard/..%2f',
  '/dashboard/..%2fdashboard',
  '/dashboard%2f',
  '/x/../dashboard/page',
  '/./dashboard',
  '/dashboard/_setup',
  '/dashboard/_debug/datastore/button',
  '/dashboard/index.html',
  '/dashboard/assets/..%2findex.html',
  '/dashboard/manifest.webmanifest',
  '/dashboard?x=/millwright/log-in',
  '/dashboard/socket.io/?EIO=4&transport=polling',
  '/dashboard/socket.io/socket.io.js',
  '/DASHBOARD/socket.io/?EIO=4&transport=polling',
  '/millwright/log-in/../../dashboard',
];

for (const dashboard of dashboardTargets())
  describe(`the log-in for dashboards, ${dashboard.title}`, function () {
    this.timeout(60_000);
    let lab: DashboardLab;
    let access: AccessInstance;
    let url: string;

    before(async function () {
      lab = await DashboardLab.start(this, dashboard, { adminRoot: '/admin' });
      ({ access, url } = lab);
    });
    after(() => access?.stop());

    const location = ({ headers }: RawAnswer): string | undefined => String(headers['location']);

    describe('who somebody is', () => {
      const forged = { user: { userId: 'owner', username: 'owner', name: 'owner' } };
      for (const event of ['widget-action', 'widget-send', 'widget-change'])
        it(`is not what a browser says, nobody being logged in: ${event}`, async () => {
          const socket = await lab.open(undefined, { auth: forged });
          const seen = await lab.reaches((payload) =>
            socket.emit(event, 'button', { payload, _client: forged }),
          );
          socket.close();
          assert.ok(seen);
          assert.equal(seen.client?.['user'], undefined, JSON.stringify(seen));
          assert.ok(seen.client?.['socketId']);
        });

      for (const websocket of [false, true])
        it(`is who logged in, whatever the browser says (${websocket ? 'web socket' : 'polling'})`, async () => {
          const who = await visitor(access, 'oscar');
          const socket = await lab.open(who, { websocket, auth: forged });
          const seen = await lab.reaches((payload) =>
            socket.emit('widget-action', 'button', [{ payload, _client: forged }][0]),
          );
          socket.close();
          assert.deepEqual(seen?.client?.['user'], { userId: 'oscar', username: 'oscar', name: 'oscar' });
        });

      it('does not matter for what would end Node-RED: it is dropped', async () => {
        const { pid } = access.nodeRed;
        const socket = await lab.open();
        for (const event of unsoundEvents) await socket.write(event);
        assert.ok(await lab.reaches((payload) => socket.emit('widget-action', 'button', { payload })));
        socket.close();
        assert.equal(access.nodeRed.pid, pid);
      });

      it('is somebody of settings.js, too', async () => {
        const who = await visitor(access, 'anna', anna.password);
        const socket = await lab.open(who);
        const seen = await lab.reaches((payload) => socket.emit('widget-action', 'button', { payload }));
        socket.close();
        assert.deepEqual(seen?.client?.['user'], { userId: 'anna', username: 'anna', name: 'anna' });
      });
    });

    describe('the page', () => {
      it('sets a cookie that no script can read and no other site can use', async () => {
        const who = new Visitor(access);
        const answer = await who.logIn('oscar', { to: '/dashboard/page?x=1' });
        assert.equal(answer.status, 303);
        assert.equal(location(answer), '/dashboard/page?x=1');
        const cookie = who.set.find((each) => each.startsWith('millwright-session-')) ?? '';
        assert.match(cookie, /^millwright-session-[0-9a-f]{8}=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
        const overTls = new Visitor(access);
        await overTls.ask(logInPath, { headers: { 'X-Forwarded-Proto': 'https' } });
        assert.match(overTls.set[0] ?? '', /; Secure$/);
      });

      it('has a policy under which nothing runs, in the language of the browser', async () => {
        const who = new Visitor(access);
        const { text, headers } = await who.ask(logInPath, {
          headers: { 'Accept-Language': 'de-AT,de;q=0.9' },
        });
        assert.match(
          String(headers['content-security-policy']),
          /default-src 'none'.*frame-ancestors 'none'/,
        );
        assert.equal(headers['cache-control'], 'no-store');
        assert.match(text, /<html lang="de">[\s\S]*Anmelden/);
        assert.doesNotMatch(text, /<script/);
      });

      it('lets nobody in with a wrong password, and writes back no markup', async () => {
        const who = new Visitor(access);
        const answer = await who.logIn('<b>"oscar', { password: 'wrong' });
        assert.equal(answer.status, 401);
        assert.match(answer.text, /value="&lt;b&gt;&quot;oscar"/);
        assert.equal(who.secret, undefined);
        assert.equal((await who.logIn('setup', { password: 'anything' })).status, 401);
      });

      it('takes a form from itself alone', async () => {
        const who = new Visitor(access);
        const token = await who.token();
        const form = { name: 'oscar', password: passwordOf('oscar'), token };
        const refused = [
          await new Visitor(access).ask(logInPath, { method: 'POST', form }),
          await who.ask(logInPath, { method: 'POST', form: { ...form, token: 'x' } }),
          await who.ask(logInPath, { method: 'POST', form: { name: form.name, password: form.password } }),
          await who.ask(logInPath, { method: 'POST', form, headers: { 'Sec-Fetch-Site': 'cross-site' } }),
          await who.ask(logInPath, { method: 'POST', form, headers: { 'Content-Type': 'text/plain' } }),
        ];
        assert.deepEqual(
          refused.map(({ status }) => status),
          [403, 403, 403, 403, 403],
        );
        assert.equal(who.secret, undefined);
        assert.equal((await who.ask(logInPath, { method: 'POST', form })).status, 303);
        // Nobody is logged out by another site either.
        assert.equal((await who.ask(logOutPath, { method: 'POST', form: { token: 'x' } })).status, 403);
        assert.equal((await who.ask(logOutPath)).status, 405);
        assert.match((await who.ask(logInPath)).text, /oscar/);
      });

      it('leads nowhere but back', async () => {
        for (const to of [
          '//evil.example/x',
          'https://evil.example',
          '/\\evil.example',
          '/.//evil.example',
          '/\t/evil.example',
          '\\\\evil',
          'javascript:alert(1)',
          '/millwright/../..//evil',
        ]) {
          const answer = await new Visitor(access).logIn('oscar', { to });
          assert.equal(answer.status, 303);
          assert.equal(location(answer), '/dashboard', to);
        }
      });
    });

    describe('what one has to be logged in for', () => {
      afterEach(() => lab.settings());

      it('is nothing at first', async () => {
        assert.equal((await raw(url, '/dashboard/page', { headers: { Accept: 'text/html' } })).status, 200);
        assert.equal((await raw(url, '/hello')).status, 200);
      });

      it('is a dashboard, however its path is written', async () => {
        await lab.settings({ logInFor: 'dashboards' });
        for (const path of written) {
          const page = await raw(url, path, { headers: { Accept: 'text/html' } });
          const data = await raw(url, path, { headers: { Accept: '*/*' } });
          assert.equal(page.status, 303, path);
          assert.match(location(page) ?? '', /^\/millwright\/log-in(\?to=|$)/, path);
          assert.equal(data.status, 401, path);
          assert.equal(JSON.parse(data.text).code, 'access.log-in-needed');
          const posted = await raw(url, path, { method: 'POST', body: '40' });
          assert.equal(posted.status, 401, path);
        }
        assert.equal((await raw(url, '/hello')).status, 200);
        const who = await visitor(access, 'vera');
        assert.equal((await who.ask('/dashboard/page')).status, 200);
        const back = await who.ask('/dashboard/_setup', { headers: { Accept: '*/*' } });
        assert.equal(back.status, 200);
      });

      it('is a live connection, by either way, also one that was opened before', async () => {
        const before = await lab.open(undefined, { websocket: true });
        await lab.settings({ logInFor: 'dashboards' });
        await lab.closed(before);
        assert.equal(await DashboardSocket.open(url), 401);
        assert.equal(await DashboardSocket.open(url, { auth: { user: { username: 'owner' } } }), 401);
        const cookie = { Cookie: `millwright-session-00000000=${'x'.repeat(43)}` };
        assert.equal(await DashboardSocket.open(url, { headers: cookie }), 401);
        const upgrade = await raw(url, '/dashboard/socket.io/?EIO=4&transport=websocket', {
          headers: {
            Connection: 'Upgrade',
            Upgrade: 'websocket',
            'Sec-WebSocket-Version': '13',
            'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
          },
        });
        assert.equal(upgrade.status, 401);
        const who = await visitor(access, 'vera');
        const socket = await lab.open(who, { websocket: true });
        assert.equal(socket.isClosed, false);
        socket.close();
      });

      it('is all endpoints, which programs reach with an API token', async () => {
        await lab.settings({ logInFor: 'everything' });
        assert.equal((await raw(url, '/hello')).status, 401);
        const { token, id } = await access.addApiToken('robot');
        const headers = { Authorization: `Bearer ${token}` };
        assert.equal((await raw(url, '/hello', { headers })).status, 200);
        await access.done('DELETE', `/tokens/${id}`);
        assert.equal((await raw(url, '/hello', { headers })).status, 401);
        assert.equal((await (await visitor(access, 'vera')).ask('/hello')).status, 200);
        // The admin side has a log-in of its own.
        assert.equal(
          (await access.nodeRed.request('GET', '/flows', undefined, { token: await access.token('owner') }))
            .status,
          200,
        );
      });

      it('needs somebody who may change access to change it', async () => {
        const body = { logInFor: 'nothing', idleMinutes: 60, longestHours: 12 };
        assert.equal((await access.request('PUT', '/dashboards', body, 'vera')).status, 401);
        assert.equal((await access.request('PUT', '/dashboards', { ...body, idleMinutes: 0 })).status, 400);
      });
    });
  });
