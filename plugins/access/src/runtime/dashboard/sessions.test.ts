import assert from 'node:assert/strict';
import { defaultDashboardSettings } from '../../common/dashboards.ts';
import type { Change, StoredSession } from '../store/messages.ts';
import { DashboardSessions } from './sessions.ts';

const minute = 60_000;

function given() {
  let now = Date.parse('2026-11-27T08:00:00Z');
  const written: Change[] = [];
  const ended: string[] = [];
  const off = new Set<string>();
  const options = {
    now: () => now,
    settings: () => ({ ...defaultDashboardSettings, idleMinutes: 30, longestHours: 2 }),
    isKnown: (user: string) => !off.has(user),
    write: async (change: Change) => void written.push(change),
    note: (change: Change) => void written.push(change),
    onEnded: (digests: ReadonlySet<string>) => void ended.push(...digests),
  };
  const sessions = new DashboardSessions(options);
  const pass = (minutes: number): void => {
    now += minutes * minute;
  };
  const found = (secret: string): StoredSession => {
    const session = sessions.find([secret]);
    assert.ok(session);
    return session;
  };
  return { sessions, written, ended, off, pass, found, options };
}

describe('sessions of dashboards', () => {
  it('are found by what the browser holds, of which nothing is kept', async () => {
    const { sessions, written, found } = given();
    const secret = await sessions.begin('ana');
    assert.match(secret, /^[\w-]{43}$/);
    assert.equal(found(secret).user, 'ana');
    assert.equal(JSON.stringify(written).includes(secret), false);
    assert.equal(sessions.find([found(secret).digest]), undefined);
    assert.equal(sessions.find([]), undefined);
    assert.equal(sessions.find(['x', secret])?.user, 'ana');
  });

  it('end when nothing is done for a while, and at the latest after their time', async () => {
    const { sessions, pass, found } = given();
    const [idle, busy] = [await sessions.begin('ana'), await sessions.begin('ben')];
    for (let times = 0; times < 5; times++) {
      pass(20);
      sessions.use(found(busy));
    }
    assert.equal(sessions.find([idle]), undefined);
    assert.deepEqual(
      sessions.list().map(({ user }) => user),
      ['ben'],
    );
    pass(20);
    assert.equal(sessions.find([busy]), undefined);
  });

  it('are forgotten once they are over, and whoever listens is told', async () => {
    const { sessions, written, ended, pass, found } = given();
    const secret = await sessions.begin('ana');
    const { digest, id } = found(secret);
    sessions.sweep();
    assert.deepEqual(ended, []);
    pass(31);
    sessions.sweep();
    assert.deepEqual(ended, [digest]);
    assert.deepEqual(written.at(-1), { sessionsGone: [id] });
  });

  it('end at once where somebody ends them, or their user is nobody any more', async () => {
    const { sessions, off } = given();
    const [one, other] = [await sessions.begin('ana'), await sessions.begin('ben')];
    assert.equal(await sessions.end(({ user }) => user === 'ana'), true);
    assert.equal(await sessions.end(({ user }) => user === 'ana'), false);
    assert.equal(sessions.find([one]), undefined);
    off.add('ben');
    assert.equal(sessions.find([other]), undefined);
    off.delete('ben');
    assert.equal(sessions.find([other])?.user, 'ben');
  });

  it('are written again at most each minute, and go on after a start', async () => {
    const { sessions, written, pass, found, options } = given();
    const secret = await sessions.begin('ana');
    for (let times = 0; times < 10; times++) {
      pass(0.25);
      sessions.use(found(secret));
    }
    assert.equal(written.length, 1 + 2);
    const again = new DashboardSessions(options);
    again.load(written.flatMap(({ sessions: stored = [] }) => stored));
    assert.equal(again.find([secret])?.user, 'ana');
    assert.deepEqual(again.users(), ['ana']);
  });
});
