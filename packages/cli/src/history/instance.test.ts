import assert from 'node:assert/strict';
import * as v from 'valibot';
import { colourOf, instanceFrom } from '../instance/common.ts';
import { type Answer, json, serving } from '../instance/server.fixture.ts';
import { askHistory } from './instance.ts';

describe('an instance with history', () => {
  const asked = async (url: string): Promise<unknown> =>
    askHistory(instanceFrom(url, { environment: {} }), { path: 'verify', permission: 'x' }, v.unknown());

  for (const [what, answers, code] of [
    ['has no such route yet', { 'GET health': json({}) }, 'cli.history-older'],
    [
      'is degraded and has no such route',
      { 'GET health': json({ code: 'history.x', message: 'm' }, 503) },
      'cli.history-older',
    ],
    ['does not run history', { 'GET /settings': json({}) }, 'cli.no-history'],
    ['does not run history, behind a log-in', { 'GET /settings': json({}, 401) }, 'cli.no-history'],
    ['is no Node-RED', {}, 'cli.not-found'],
    [
      'refuses',
      { 'GET verify': json({ code: 'history.some', message: 'Not \u001b[2J now' }, 409) },
      'history.some',
    ],
    ['answers in another form', { 'GET verify': (_, response) => response.end('<p>') }, 'cli.not-json'],
  ] as const satisfies readonly (readonly [string, Readonly<Record<string, Answer>>, string])[]) {
    it(`that ${what} is ${code}`, () =>
      serving(answers, async (url) => {
        await assert.rejects(asked(url), (error: Error & { code?: string }) => {
          assert.equal(error.code, code);
          assert.equal(error.message.includes('\u001b'), false);
          return true;
        });
      }));
  }

  it('is the one that is named, else that of the environment, else the usual one', () => {
    const base = (url: string | undefined, environment: Record<string, string>): string =>
      instanceFrom(url, { environment }).base.href;
    const environment = { MILLWRIGHT_URL: 'https://line3:1880/admin' };
    assert.equal(base('http://a:1', environment), 'http://a:1/');
    assert.equal(base(undefined, environment), 'https://line3:1880/admin/');
    assert.equal(base(undefined, { MILLWRIGHT_URL: '' }), 'http://localhost:1880/');
  });

  it('is printed in colours when asked, or where it suits', () => {
    const on = { color: true, 'no-color': false };
    const off = { color: false, 'no-color': true };
    const unsaid = { color: false, 'no-color': false };
    assert.deepEqual(
      [on, off, unsaid].map((asked) => [
        colourOf(asked, { colour: false }),
        colourOf(asked, { colour: true }),
      ]),
      [
        [true, true],
        [false, false],
        [false, true],
      ],
    );
  });
});
