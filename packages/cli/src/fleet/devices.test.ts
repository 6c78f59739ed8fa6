import assert from 'node:assert/strict';
import { makeEnrolmentCode } from '@millwright/release';
import { type Answer, json, serving } from '../instance/server.fixture.ts';
import { agoText } from './devices-text.ts';
import { fleet, taking } from './hub.fixture.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const release = { name: 'filler-line', version: 7 };
const trouble = { code: 'rollout.blocked', message: 'The event loop\u001b[2J was blocked' };

const fillers = [
  {
    id: 'a',
    name: 'Filler 1',
    labels: [{ name: 'line', value: '1' }],
    state: 'in-sync',
    online: true,
    lastSeen: now,
    running: release,
    wanted: release,
  },
  {
    id: 'b',
    name: 'Filler 2\u001b[2J',
    labels: [],
    state: 'failed',
    online: false,
    lastSeen: now - 7_260_000,
    running: { ...release, version: 6 },
    wanted: release,
    trouble,
  },
];

const hub = (
  answers: Readonly<Record<string, Answer>>,
  work: (url: string) => Promise<void>,
): Promise<void> => serving(answers, work, 'fleet');

describe('millwright fleet devices', () => {
  it('is a line each, in columns, with why something is wrong; nothing steers the terminal', () =>
    hub({ 'GET devices': json({ devices: fillers }) }, async (url) => {
      const { code, out } = await fleet(['devices'], { url });
      assert.equal(code, 1, 'one needs attention');
      assert.equal(
        out,
        [
          '●  Filler 1      in-sync  filler-line@7                   now      line=1\n',
          '○  Filler 2 [2J  failed   filler-line@6 -> filler-line@7  2 h ago\n',
          '    The event loop [2J was blocked (rollout.blocked)\n',
        ].join(''),
      );
    }));

  it('are asked for by what they have, page by page', () =>
    hub({}, async () => {
      const asked: string[] = [];
      const pages: Answer = (request, response) => {
        asked.push(request.url ?? '');
        const isFirst = !request.url?.includes('after=');
        json({ devices: [isFirst ? fillers[0] : fillers[1]], ...(isFirst ? { next: 'Filler 1' } : {}) })(
          request,
          response,
        );
      };
      await hub({ 'GET devices': pages }, async (url) => {
        const args = [
          'devices',
          '--label',
          'line=1',
          '--label',
          'site=a=b',
          '--state',
          'failed',
          '--offline',
          '--json',
        ];
        const { devices } = JSON.parse((await fleet(args, { url })).out);
        assert.deepEqual(
          devices.map(({ id }: { id: string }) => id),
          ['a', 'b'],
        );
      });
      const [first, second] = asked.map((each) => new URL(each, 'http://hub').searchParams);
      assert.deepEqual(Object.fromEntries(first ?? []), {
        labels: '[{"name":"line","value":"1"},{"name":"site","value":"a=b"}]',
        states: 'failed',
        online: 'false',
        limit: '500',
      });
      assert.equal(second?.get('after'), 'Filler 1');
    }));

  it('says what it does not understand', async () => {
    assert.match((await fleet(['devices', '--label', 'line'])).err, /line=1/);
    assert.match((await fleet(['devices', '--online', '--offline'])).err, /not both/);
  });

  it('are seen so long ago', () =>
    assert.deepEqual(
      [undefined, now, now - 40_000, now - 130_000, now - 3 * 86_400_000, now + 5000].map((then) =>
        agoText(then, now),
      ),
      ['never', 'now', '40 s ago', '2 min ago', '3 d ago', 'now'],
    ));
});

describe('millwright fleet deploys', () => {
  const deploy = {
    id: 'd1',
    time: now,
    by: 'anna',
    release,
    state: 'done',
    devices: [
      { id: 'a', name: 'Filler 1', job: 'j1', at: 'committed', ended: true },
      { id: 'b', name: 'Filler 2', job: 'j2', at: 'rolled-back', ended: true, error: trouble },
    ],
  };

  const results = { committed: 1, 'rolled-back': 1 };

  it('are a line each', () =>
    hub({ 'GET deploys': json({ deploys: [{ ...deploy, devices: 2, open: 0, results }] }) }, async (url) => {
      const { code, out } = await fleet(['deploys'], { url });
      assert.equal(code, 0);
      assert.match(
        out,
        /^d1 {2}2026-11-2\d \d\d:\d\d {2}filler-line@7 {2}done {2}1 of 2 devices {2}by anna\n$/,
      );
    }));

  it('are shown one by one with what has become of them', () =>
    hub({ 'GET deploys/d1': json(deploy) }, async (url) => {
      const { code, out } = await fleet(['deploys', 'd1'], { url });
      assert.equal(code, 1);
      assert.match(
        out,
        / {2}Filler 1 {2}committed\n {2}Filler 2 {2}rolled-back\n {4}The event loop \[2J was blocked/,
      );
    }));

  it('say how one goes on that waits for its signature', () =>
    hub({ 'GET deploys/d1': json({ ...deploy, state: 'waits-for-signature' }) }, async (url) =>
      assert.match(
        (await fleet(['deploys', 'd1'], { url })).out,
        / waits-for-signature .*\n {2}Goes out once it is signed: millwright fleet sign filler-line@7\n/,
      ),
    ));

  it('says where fleet is not', () =>
    hub({ 'GET /settings': json({}) }, async (url) =>
      assert.match((await fleet(['deploys'], { url })).err, /cli\.no-fleet/),
    ));
});

describe('millwright fleet enrol', () => {
  const { text: code } = makeEnrolmentCode(
    { url: 'https://hub.example', trust: 'a'.repeat(64), expires: now, uses: 1, labels: [] },
    (bytes) => new Uint8Array(bytes).fill(3),
  );
  const own = {
    stage: 'words',
    name: 'Filler 1',
    hub: { url: 'https://hub.example' },
    words: ['one', 'two', 'three', 'four'],
  };

  it('sends the code, and says the words to compare', async () => {
    const asked: unknown[] = [];
    await hub({ 'POST own/enrol': taking(own, asked) }, async (url) => {
      const sent = await fleet(['enrol', '--name', 'Filler 1'], { url, text: async () => `${code}\n` });
      assert.deepEqual([sent.code, sent.err], [0, '']);
      assert.match(sent.out, /Words +one two three four\n\nCompare these words/);
      assert.equal((await fleet(['enrol'], { url, environment: { MILLWRIGHT_ENROL: code } })).code, 0);
      const typed = await fleet(['enrol'], { url, terminal: true, secret: async () => code });
      assert.deepEqual([typed.code, typed.err.includes(code)], [0, false]);
    });
    assert.deepEqual(asked, [{ code, name: 'Filler 1' }, { code }, { code }]);
  });

  it('asks nobody about a code with a slip in it', async () => {
    const { code: ended, err } = await fleet(['enrol'], {
      url: 'http://127.0.0.1:9',
      text: async () => 'no code',
    });
    assert.deepEqual([ended, /release\.code-/.test(err)], [2, true], err);
  });
});
