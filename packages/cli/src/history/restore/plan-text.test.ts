import assert from 'node:assert/strict';
import { planned } from './plan.fixture.ts';
import { planText } from './plan-text.ts';

const nothingChosen = { installModules: false, removeModules: false };
const press = { id: 'p', type: 'http request', label: 'press', part: 'Oven 3' };

describe('the plan of a restore', () => {
  it('says what changes, what comes along, and what is missing', () => {
    const text = planText(
      planned({
        change: {
          ...planned().change,
          parts: [
            {
              kind: 'tab',
              id: 't',
              label: 'Oven 3',
              state: 'changed',
              properties: [],
              nodes: [{ id: 'n', type: 'function', label: '', state: 'changed', properties: [] }],
            },
          ],
          credentials: [{ ...press, state: 'set' }],
        },
        needed: [{ id: 'b', type: 'mqtt-broker', label: 'Hall' }],
        missingTypes: ['x'],
        credentialsMissing: [press],
        notices: [{ code: 'history.some', message: 'Mind this' }],
      }),
      nothingChosen,
      false,
    );
    assert.equal(
      text,
      `What changes
  Oven 3: 1 changed
  credentials of http request "press" (p): set

Comes along: what was chosen needs it, or it would be lost
  mqtt-broker "Hall" (b)

Types of nodes that nothing installed now provides
  x

No credentials are kept with this version for these, though there were before it
  http request "press" (p)

▲ Mind this (history.some)

`,
    );
  });

  it('says what becomes of modules, and how to have it otherwise', () => {
    const given = planned({
      modules: {
        missing: [{ name: 'a', version: '1.0.0' }],
        superfluous: [{ name: 'b', version: '2.0.0' }],
        other: [{ name: 'c', version: '3.0.0', installed: '3.1.0' }],
      },
    });
    const text = planText(given, nothingChosen, false);
    assert.match(text, / {2}a 1\.0\.0 is not installed now: --install-modules does it\n/);
    assert.match(text, / {2}b 2\.0\.0 was not there then, and stays: --remove-modules removes it\n/);
    assert.match(text, / {2}c was 3\.0\.0 then, and stays 3\.1\.0\n/);
    const both = planText(given, { installModules: true, removeModules: true }, false);
    assert.match(both, /a 1\.0\.0 is installed first\n.*b 2\.0\.0 is removed afterwards\n/s);
  });
});
