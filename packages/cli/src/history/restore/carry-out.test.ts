import assert from 'node:assert/strict';
import { instanceFrom } from '../../instance/common.ts';
import { type Answer, json, serving } from '../../instance/server.fixture.ts';
import { recorded } from '../../output.fixture.ts';
import { carryOut } from './carry-out.ts';

const done = { restored: 12, safety: 14, version: 15, notices: [] };

describe('a restore that is carried out', () => {
  function start(url: string): { result: Promise<unknown>; interrupt: () => void; told: () => string } {
    let listener: () => void = () => undefined;
    const surroundings = recorded();
    const onInterrupt = (given: () => void): (() => void) => {
      listener = given;
      return () => undefined;
    };
    const instance = instanceFrom(url, surroundings);
    const result = carryOut(instance, 12, {}, { ...surroundings, onInterrupt });
    return { result, interrupt: () => listener(), told: surroundings.errorText };
  }

  it('is told of until it is over', async () => {
    let finish: () => void = () => undefined;
    const answers: Record<string, Answer> = {
      'POST versions/12/restore': (request, response) => {
        finish = () => json(done)(request, response);
      },
      'GET restore': (request, response) => {
        json({ running: true, number: 12, step: 'installing', module: 'node-red-contrib-x' })(
          request,
          response,
        );
        finish();
      },
    };
    await serving(answers, async (url) => {
      const { result, told } = start(url);
      assert.deepEqual(await result, done);
      assert.match(told(), /^(Installing node-red-contrib-x\n)?$/);
    });
  });

  it('is stopped by Ctrl-C, if the instance can', async () => {
    let refuse: () => void = () => undefined;
    const answers: Record<string, Answer> = {
      'POST versions/12/restore': (request, response) => {
        refuse = () => json({ code: 'history.stopped', message: 'Stopped' }, 409)(request, response);
        begun();
      },
      'GET restore': json({ running: true, number: 12, step: 'waiting', cancellable: true }),
      'DELETE restore': (request, response) => {
        json({ running: true })(request, response);
        refuse();
      },
    };
    let begun: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => {
      begun = resolve;
    });
    await serving(answers, async (url) => {
      const { result, interrupt, told } = start(url);
      const rejected = assert.rejects(result, { code: 'history.stopped' });
      await arrived;
      interrupt();
      await rejected;
      assert.match(told(), /Stopping; Ctrl-C again/);
    });
  });

  it('is not stopped where that would stop the restore of somebody else', async () => {
    let begun: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => {
      begun = resolve;
    });
    let finish: () => void = () => undefined;
    let stopped = false;
    const answers: Record<string, Answer> = {
      'POST versions/12/restore': (request, response) => {
        finish = () => json(done)(request, response);
        begun();
      },
      'GET restore': (request, response) => {
        json({ running: true, number: 3, step: 'reading', cancellable: true })(request, response);
        response.once('close', () => finish());
      },
      'DELETE restore': (request, response) => {
        stopped = true;
        json({ running: false })(request, response);
      },
    };
    await serving(answers, async (url) => {
      const { result, interrupt, told } = start(url);
      await arrived;
      interrupt();
      assert.deepEqual(await result, done);
      assert.equal(stopped, false);
      assert.doesNotMatch(told(), /Stopping/);
    });
  });

  for (const [what, answer] of [
    ['a proxy that waits no longer', (_request, response) => response.writeHead(504).end('<h1>Timeout')],
    ['a line that breaks', (request) => request.socket.destroy()],
  ] as const satisfies readonly (readonly [string, Answer])[]) {
    it(`may still go on behind ${what}, which is said`, () =>
      serving({ 'POST versions/12/restore': answer }, async (url) => {
        await assert.rejects(start(url).result, { code: 'cli.restore-unanswered' });
      }));
  }

  it('that is refused says so as the instance does', () =>
    serving(
      { 'POST versions/12/restore': json({ code: 'history.stale-revision', message: 'Look again' }, 409) },
      async (url) => {
        await assert.rejects(start(url).result, { code: 'history.stale-revision', message: 'Look again' });
      },
    ));
});
