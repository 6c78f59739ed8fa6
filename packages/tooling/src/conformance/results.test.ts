import assert from 'node:assert/strict';
import { versionedPeers } from '@millwright/testing';
import type { TestLine } from '../test/totals.ts';
import { caseOf, casesIn } from './cases.ts';
import { resultsOf } from './results.ts';
import { publishedIn, rowsIn, section, withSection } from './table.ts';

const line = (title: string, state: TestLine['state'] = 'passed'): TestLine => ({
  title,
  state,
  milliseconds: 1,
});
const peersOfModbus = versionedPeers('modbus');
const cases = ['M-T-01', 'M-T-02', 'M-T-03'].map((id) => ({ id, what: 'a | b', expected: 'c' }));

describe('published cases', () => {
  it('are named by the beginning of a test', () => {
    assert.equal(caseOf('our client over tcp M-T-01: passes it over'), 'M-T-01');
    assert.equal(caseOf('M-T-01: passes it over'), 'M-T-01');
    assert.equal(caseOf('what M-T-01 says'), undefined);
    assert.deepEqual(
      [...casesIn("it('M-T-01: a', …); it(`M-T-02: b`, …); // as in M-T-03: c")],
      ['M-T-01', 'M-T-02'],
    );
  });

  it('pass where all of their tests do, and are open where one was skipped or there is none', () => {
    const results = resultsOf(
      cases,
      [
        line('M-T-01: a'),
        line('M-T-01: b', 'failed'),
        line('M-T-02: a'),
        line('M-T-02: b', 'skipped'),
        line('something else'),
      ],
      peersOfModbus,
    );
    assert.deepEqual(
      results.map(({ state }) => state),
      ['fails', 'open', 'open'],
    );
    assert.equal(resultsOf(cases, [line('M-T-01: a'), line('M-T-01: b')], peersOfModbus)[0]?.state, 'passes');
  });

  it('have the peers that their tests name', () => {
    const [first, second, third] = resultsOf(
      cases,
      [
        line('the server of pymodbus M-T-01: a'),
        line('modbus-serial, jsmodbus M-T-01: a'),
        line('node-modbus-serial and packages/modbus M-T-02: a'),
        line('node-opcua M-T-03: a'),
      ],
      peersOfModbus,
    );
    assert.deepEqual(first?.peers, ['pymodbus', 'jsmodbus', 'modbus-serial']);
    assert.deepEqual([second?.peers, third?.peers], [[], []]);
  });

  it('are published so that only the date may differ', () => {
    const text = section({
      results: resultsOf(cases, [line('M-T-01: a')], peersOfModbus),
      peers: ['pymodbus 3.0.0'],
    });
    assert.match(
      text,
      /^Passes 1 of 3 published cases\. Not shown yet: M-T-02 \(open\), M-T-03 \(open\)\.$/m,
    );
    const readme = '# A\n\n<!-- cases -->\n<!-- /cases -->\n\nB\n';
    const once = withSection(readme, 'modbus', text, '2026-11-26');
    const again = withSection(once, 'modbus', text, '2026-11-27');
    assert.equal(publishedIn(once), text);
    assert.equal(publishedIn(again), text);
    assert.equal(publishedIn(withSection(readme, 's7', text, '2026-11-28')), text);
    assert.match(again, /^Generated on 2026-11-27 by `npm run certify -- modbus`\.$/m);
    assert.equal(again.replace('11-27', '11-26'), once);
    assert.deepEqual(rowsIn(text)[0], ['M-T-01', 'a | b', 'c', 'passes', '']);
    assert.throws(() => withSection('# A', 'modbus', text, '2026-11-26'), /has no <!-- cases -->/);
  });
});
