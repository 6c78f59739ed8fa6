import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { attention, type Finding, fails, type Place, unchecked, works } from './finding.ts';
import { reportText } from './print.ts';
import { reportOf } from './report.ts';

const at = new Date('2026-11-22T12:00:00Z');

function report(places: readonly Place[], token?: string) {
  return reportOf({
    version: '1.2.3',
    at,
    here: [works('doctor.node', 'It runs on Node.js 24.1.0')],
    places,
    token,
  });
}

const place = (...findings: Finding[]): Place => ({ kind: 'user-directory', name: '/opt/line 3', findings });
const problem = { code: 'cli.refused', message: 'Nobody listens' };

describe('the report of the doctor', () => {
  it('ends with 0, 1 or 2', () => {
    assert.equal(report([place(works('a', 'A'), unchecked('b', 'B'))]).exitCode, 0);
    assert.equal(report([place(attention('a', 'A', 'Do'))]).exitCode, 1);
    assert.equal(report([place(fails('a', 'A', 'Do'))]).exitCode, 1);
    assert.equal(report([place(fails('a', 'A', 'Do')), { ...place(), problem }]).exitCode, 2);
  });

  it('looks like this', () => {
    const text = reportText(
      report([
        place(
          works('a', 'All is well'),
          attention('b', `It is ${'rather '.repeat(12)}open`, 'Take it away from others:', 'chmod 0600 x'),
          unchecked('c', 'It was being changed'),
        ),
        { ...place(works('d', 'D')), kind: 'instance', name: 'http://plc/', problem, help: ['  type this'] },
      ]),
      false,
    );
    assert.equal(
      text,
      `Millwright doctor 1.2.3

This command
  ● works          It runs on Node.js 24.1.0

User directory /opt/line 3
  ● works          All is well
  ▲ attention      It is rather rather rather rather rather rather rather rather
                   rather rather rather rather open
                   → Take it away from others:
                       chmod 0600 x
  ◌ not checked    It was being changed

Running instance http://plc/
  ● works          D
  ◌ not checked    The rest could not be looked at, see below
  ■ does not work  Nobody listens (cli.refused)
      type this

3 work, 1 needs attention, 2 not checked.
Not all that was asked for could be looked at.
`,
    );
  });

  it('is coloured beside the words only, and is the same without', () => {
    const made = report([place(attention('b', 'Open', 'Close it'))]);
    const coloured = reportText(made, true);
    assert.ok(coloured.includes('\u001b[33m▲ attention\u001b[0m      Open'));
    assert.equal(stripVTControlCharacters(coloured), reportText(made, false));
  });

  it('repeats no token and steers no terminal, whatever an instance answers', () => {
    const made = report(
      [
        {
          ...place(attention('x\u001b[2J', 'echo of tok-secret\u009b31m', 'tok-secret', 'tok-secret\u202e')),
          problem: { code: 'cli.refused', message: 'tok-secret\r\n', details: { said: 'tok-secret' } },
        },
      ],
      'tok-secret',
    );
    for (const text of [JSON.stringify(made), reportText(made, false)]) {
      assert.doesNotMatch(text, /tok-secret/);
      assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Bidi_Control}]|\\u00/u);
      assert.match(text, /\(token\)/);
    }
  });
});
