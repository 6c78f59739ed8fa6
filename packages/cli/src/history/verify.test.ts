import assert from 'node:assert/strict';
import { type Answer, json, serving } from '../instance/server.fixture.ts';
import { recorded } from '../output.fixture.ts';
import { verify } from './verify.ts';

const faulty = { number: 3, code: 'history.version-damaged', message: 'Version 3 is not as it was kept' };

/** Answers page by page what it was made with. */
const pages =
  (...answers: readonly Answer[]): Answer =>
  (request, response) => {
    const from = Number(/from=(\d+)/.exec(request.url ?? '')?.[1] ?? 0);
    answers[from]?.(request, response);
  };

describe('millwright history verify', () => {
  it('lists what is faulty, over all pages', () =>
    serving(
      {
        'GET verify': pages(
          json({ checked: 50, total: 60, faulty: [faulty], next: 1 }),
          json({ checked: 10, total: 60, faulty: [] }),
        ),
      },
      async (url) => {
        const surroundings = recorded();
        assert.equal(await verify.run(['--url', url], surroundings), 1);
        assert.equal(
          surroundings.text(),
          '■ 3  Version 3 is not as it was kept (history.version-damaged)\nChecked 60 versions: 1 faulty.\n',
        );
        assert.equal(surroundings.errorText(), '');
      },
    ));

  it('stops when told to, and says how far it came', () =>
    serving(
      {
        // The second page never comes.
        'GET verify': pages(json({ checked: 50, total: 60, faulty: [], next: 1 }), () => stop()),
      },
      async (url) => {
        const surroundings = {
          ...recorded(),
          onInterrupt: (listener: () => void) => {
            stop = listener;
            return () => undefined;
          },
        };
        assert.equal(await verify.run(['--url', url, '--json'], surroundings), 2);
        assert.deepEqual(JSON.parse(surroundings.text()), {
          format: 1,
          checked: 50,
          total: 60,
          complete: false,
          faulty: [],
        });
      },
    ));
  let stop: () => void = () => undefined;
});
