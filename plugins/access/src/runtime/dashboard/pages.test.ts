import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { FormTokens } from './form-tokens.ts';
import { LogInPages, logInPage } from './pages.ts';
import { DashboardSessions } from './sessions.ts';

const names = { session: 's', form: 'f' };

describe('a log-in to dashboards', () => {
  let sessions: DashboardSessions;
  let audited: unknown[];
  let pages: LogInPages;
  const formTokens = new FormTokens();

  beforeEach(() => {
    audited = [];
    sessions = new DashboardSessions({
      now: () => 0,
      settings: () => ({ logInFor: 'dashboards', idleMinutes: 60, longestHours: 12 }),
      isKnown: () => true,
      write: async () => {},
      note: () => {},
      onEnded: () => {},
    });
    pages = new LogInPages({
      root: '',
      names,
      sessions,
      formTokens,
      audit: (event, fields) => void audited.push([event, fields['username']]),
      firstDashboard: () => '/dashboard',
      canLogIn: () => true,
      knows: () => true,
      isTried: async (name, password) =>
        password === 'right'
          ? { ok: true, user: name, secret: await sessions.begin(name) }
          : { ok: false, why: 'wrong' },
    });
  });

  const post = async (secret: string, name: string, password: string): Promise<number> => {
    const { cookie, token } = formTokens.make();
    const request = Object.assign(
      Readable.from([Buffer.from(`${new URLSearchParams({ name, password, token })}`)]),
      {
        method: 'POST',
        url: logInPage,
        headers: {
          cookie: `${names.form}=${cookie}; ${names.session}=${secret}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        socket: { remoteAddress: '127.0.0.1' },
      },
    );
    let status = 0;
    const response = {
      appendHeader: () => response,
      writeHead(given: number) {
        status = given;
        return response;
      },
      end: () => response,
    };
    await pages.logIn(request as unknown as IncomingMessage, response as unknown as ServerResponse);
    return status;
  };

  it('ends what the browser held before: its pages would go on in the name of whoever was there', async () => {
    const [before, elsewhere] = [await sessions.begin('ana'), await sessions.begin('ana')];
    assert.equal(await post(before, 'ben', 'right'), 303);
    assert.equal(sessions.find([before]), undefined);
    assert.equal(sessions.find([elsewhere])?.user, 'ana');
    assert.deepEqual(sessions.users().toSorted(), ['ana', 'ben']);
    assert.deepEqual(audited, [
      ['auth.login', 'ben'],
      ['auth.login.revoke', 'ana'],
    ]);
  });

  it('ends nothing where it fails', async () => {
    const before = await sessions.begin('ana');
    assert.equal(await post(before, 'ben', 'wrong'), 401);
    assert.equal(sessions.find([before])?.user, 'ana');
  });
});
