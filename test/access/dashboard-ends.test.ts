import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Policy } from '@millwright/access';
import { dashboardTargets } from '@millwright/testing';
import type { Decided } from '../../plugins/access/src/common/decisions.ts';
import { type AccessInstance, passwordOf } from './access.ts';
import { logInPath, Visitor, visitor } from './dashboard-browser.ts';
import { DashboardLab } from './dashboard-lab.ts';
import { DashboardSocket } from './dashboard-socket.ts';

interface ListedSession {
  readonly id: string;
  readonly user: string;
  readonly expires: number;
  readonly client: string;
}

for (const dashboard of dashboardTargets())
  describe(`who is logged in to dashboards, ${dashboard.title}`, function () {
    this.timeout(60_000);
    let lab: DashboardLab;
    let access: AccessInstance;

    before(async function () {
      lab = await DashboardLab.start(this, dashboard, { withWidgets: true });
      ({ access } = lab);
    });
    after(() => access?.stop());

    const press = (who: Visitor | undefined) => async (payload: string) => {
      const socket = await lab.open(who);
      await socket.emit('widget-action', 'button', { payload });
      socket.close();
    };

    describe('may use a widget', () => {
      const withRule = (rule: Policy['roles'][number]['rules'][number]): Promise<unknown> =>
        access.changePolicy((policy) => ({
          ...policy,
          roles: policy.roles.map((role) =>
            role.name === 'operator' ? { ...role, rules: [...role.rules.slice(0, 2), rule] } : role,
          ),
        }));

      afterEach(() => lab.settings());

      it('as the rules say, where one has to be logged in', async () => {
        await lab.settings({ logInFor: 'dashboards' });
        const [oscar, vera] = [await visitor(access, 'oscar'), await visitor(access, 'vera')];
        assert.ok(await lab.reaches(press(oscar)));
        assert.equal(await lab.reaches(press(vera)), undefined);
        const { decisions } = await access.done<{ decisions: Decided[] }>('GET', '/decisions');
        const refused = decisions.find(({ action }) => action === 'dashboard.use');
        assert.equal(refused?.subject.name, 'vera');
        assert.equal(refused?.about.id, 'button');
      });

      it('unless a rule denies it on its page or its group', async () => {
        const oscar = await visitor(access, 'oscar');
        const isExplained = async (ids: readonly string[], wanted: boolean): Promise<void> => {
          for (const id of ids)
            for (const action of ['dashboard.use', 'alarm.acknowledge']) {
              const { allowed } = await access.done<{ allowed: boolean }>('POST', '/explain', {
                action,
                target: { kind: 'node', id },
                subject: { user: 'oscar' },
              });
              assert.equal(allowed, wanted, `${action} on ${id}`);
            }
        };
        const places = ['button', 'list', 'group'];
        for (const on of [{ dashboardPage: { name: 'Pa*' } }, { dashboardGroup: { id: 'group' } }]) {
          await withRule({
            name: 'Not here',
            effect: 'deny',
            actions: ['dashboard.use', 'alarm.*'],
            on: [on],
          });
          assert.equal(await lab.reaches(press(oscar)), undefined, JSON.stringify(on));
          await isExplained([...places, ...('dashboardPage' in on ? ['page-1'] : [])], false);
        }
        const on = [{ dashboardPage: { id: 'page-2' } }];
        await withRule({ name: 'Not here', effect: 'deny', actions: ['dashboard.use'], on });
        await isExplained([...places, 'page-1'], true);
        assert.ok(await lab.reaches(press(oscar)));
        assert.ok(await lab.reaches(press(undefined)), 'nobody is denied anything');
      });
    });

    describe('may command alarms', () => {
      const forged = { user: { userId: 'owner', username: 'owner', name: 'owner' } };
      const reset = { kind: 'reset', alarms: [{ alarm: 'fire' }] };
      const refused = 'alarm-widgets.not-logged-in';

      it('only as who they are, whatever their browser says by hand', async () => {
        for (const logInFor of ['nothing', 'dashboards'] as const) {
          await lab.settings({ logInFor });
          const vera = await visitor(access, 'vera');
          const sockets = [
            ...(logInFor === 'nothing'
              ? [{ socket: await lab.open(undefined, { auth: forged }), code: refused }]
              : []),
            { socket: await lab.open(vera, { auth: forged }), code: 'access.denied' },
          ];
          for (const { socket, code } of sockets) {
            for (const widget of ['list', 'banner', 'trend']) {
              const isTrend = widget === 'trend';
              const command = { _client: forged, ask: 'command', body: reset };
              assert.equal(
                await lab.asked(socket, widget, command),
                isTrend ? 'widget.request-unknown' : code,
                `${logInFor}, ${widget}`,
              );
              const named = { ...command, body: { ...reset, actor: 'owner' } };
              const malformed = isTrend ? 'widget.request-unknown' : 'widget.request-malformed';
              assert.equal(await lab.asked(socket, widget, named), malformed);
              for (const event of ['widget-send', 'widget-action'])
                assert.equal(
                  await lab.reaches((payload) => socket.emit(event, widget, { payload, _client: forged })),
                  undefined,
                  `${event} to ${widget}`,
                );
            }
            socket.close();
          }
        }
        await lab.settings();
      });
    });

    it('go on while they use a page, and not by what the page asks by itself', async () => {
      await lab.settings({ logInFor: 'dashboards' });
      const who = await visitor(access, 'oscar');
      const socket = await lab.open(who);
      const ends = async (): Promise<number> => {
        const { sessions } = await access.done<{ sessions: ListedSession[] }>('GET', '/sessions');
        const own = sessions.filter(
          ({ user, client }) => user === 'oscar' && client === 'millwright-dashboard',
        );
        return Math.max(...own.map(({ expires }) => expires));
      };
      const before = await ends();
      await lab.asked(socket, 'trend', { ask: 'follow' });
      await lab.asked(socket, 'list', { ask: 'list' });
      await who.ask('/dashboard/_setup', { headers: { Accept: '*/*' } });
      assert.equal(await ends(), before);
      await lab.asked(socket, 'list', { ask: 'present' });
      const after = await ends();
      assert.ok(after > before);
      await who.ask('/dashboard/page');
      assert.ok((await ends()) > after);
      socket.close();
      await lab.settings();
    });

    describe('until', () => {
      beforeEach(() => lab.settings({ logInFor: 'dashboards' }));
      afterEach(() => lab.settings());

      const isOut = async (who: Visitor, socket: DashboardSocket): Promise<void> => {
        await lab.closed(socket);
        assert.equal(await DashboardSocket.open(lab.url, { headers: who.headers }), 401);
        assert.equal((await who.ask('/dashboard/page')).status, 303);
      };

      it('they log out', async () => {
        const who = await visitor(access, 'vera');
        const [socket, kept] = [await lab.open(who, { websocket: true }), who.headers];
        const answer = await who.logOut();
        assert.equal(answer.headers['location'], `${logInPath}?out`);
        assert.equal(who.secret, undefined);
        await lab.closed(socket);
        assert.equal(await DashboardSocket.open(lab.url, { headers: kept }), 401);
      });

      it('somebody ends it in the list', async () => {
        const who = await visitor(access, 'vera');
        const socket = await lab.open(who);
        const { sessions } = await access.done<{ sessions: ListedSession[] }>('GET', '/sessions');
        const own = sessions.filter(({ client }) => client === 'millwright-dashboard');
        const id = own.findLast(({ user }) => user === 'vera')?.id;
        await access.done('DELETE', `/sessions/${id}`);
        await isOut(who, socket);
        assert.equal((await access.request('DELETE', `/sessions/${id}`)).status, 404);
      });

      it('their password is another one, or they are switched off, or removed', async () => {
        await access.addPerson('paul', ['viewer']);
        const changes = [
          () => access.done('PATCH', '/people/paul', { password: passwordOf('paul') + passwordOf('paul') }),
          () => access.done('PATCH', '/people/paul', { password: passwordOf('paul'), disabled: true }),
          () => access.done('DELETE', '/people/paul'),
        ];
        const passwords = [passwordOf('paul'), passwordOf('paul') + passwordOf('paul')];
        for (const [index, change] of changes.entries()) {
          if (index === 2) await access.done('PATCH', '/people/paul', { disabled: false });
          const who = await visitor(access, 'paul', passwords[index] ?? passwordOf('paul'));
          const socket = await lab.open(who, { websocket: true });
          await change();
          await isOut(who, socket);
        }
      });

      it('long after Node-RED was started again, and of what the browser holds nothing is kept', async () => {
        const who = await visitor(access, 'oscar');
        const secret = who.secret ?? '';
        await access.nodeRed.restart();
        assert.equal((await who.ask('/dashboard/page')).status, 200);
        assert.ok(await lab.reaches(press(who)));
        const folder = join(access.nodeRed.userDirectory, 'millwright');
        const files = readdirSync(folder).filter((name) => /access/.test(name));
        assert.ok(files.length >= 2);
        for (const name of files)
          assert.equal(readFileSync(join(folder, name)).includes(secret), false, name);
        assert.equal(access.nodeRed.log.includes(secret), false);
      });
    });

    it('are held up after wrong passwords, as in the editor', async () => {
      const who = new Visitor(access);
      const statuses: number[] = [];
      for (let tried = 0; tried < 6; tried++)
        statuses.push((await who.logIn('vera', { password: `wrong ${tried}` })).status);
      assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429]);
      // Right or wrong: it is not tried.
      assert.equal((await who.logIn('vera')).status, 429);
      await access.done('PATCH', '/people/vera', { unlock: true });
      assert.equal((await who.logIn('vera')).status, 303);
    });
  });
