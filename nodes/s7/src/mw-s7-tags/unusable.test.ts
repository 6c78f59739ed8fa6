import assert from 'node:assert/strict';
import { s7TagErrors } from '@millwright/s7';
import { memberOf } from '../common/tag-of.ts';
import { tagsNode } from './schema.ts';
import { unusableWords } from './unusable.ts';

const row = (name: string, address: string) => ({ name, address });

const properties = {
  name: 'Filler',
  connection: 'c1',
  tags: [row('speed', 'DB1,REAL4'), row('wrong', 'DB1.DBX0.8'), row('empty', 'DB1,STRING0')],
};

describe('a table of S7 tags with addresses that are none', () => {
  it('S-A-02: shows each in its form, at its column', () => {
    const found = tagsNode.problems(properties).filter(({ path }) => path[0] === 'tags');
    assert.deepEqual(
      found.map(({ path, code, details }) => [path.join('.'), code, details?.['column']]),
      [
        ['tags.1.address', 'bit-range', 10],
        ['tags.2.address', 'length-missing', 12],
      ],
    );
  });

  it('S-A-02: loads all the same, and has of those tags the reason alone', () => {
    const parsed = tagsNode.parse(properties);
    assert.ok(parsed.ok);
    const members = parsed.value.tags.map((each) => memberOf(each, parsed.value));
    assert.deepEqual(
      members.map((member) => ('error' in member ? s7TagErrors.badAddress.is(member.error) : member.address)),
      ['DB1.DBD4:REAL', true, true],
    );
  });

  it('is told in the log, a few tags by their names', () => {
    const wordsOf = (rows: readonly object[]) => {
      const parsed = tagsNode.parse({ ...properties, tags: rows });
      assert.ok(parsed.ok);
      return unusableWords(parsed.value.tags.map((each) => memberOf(each, parsed.value)));
    };
    assert.equal(
      wordsOf(properties.tags.slice(0, 2)),
      '1 of 2 tags cannot be used. wrong: "DB1.DBX0.8" is no address: at column 10 a byte has the bits 0 to 7',
    );
    assert.equal(wordsOf(properties.tags.slice(0, 1)), undefined);
    const many = Array.from({ length: 8 }, (_, index) => row(`t${index}`, 'M'));
    assert.match(wordsOf(many) ?? '', /^8 of 8 tags .*; t4: [^;]*; and 3 more$/);
  });

  it('does not load where a cell is wrong by itself', () => {
    const parsed = tagsNode.parse({ ...properties, tags: [{ ...row('speed', 'MW0'), type: 'FLOAT' }] });
    assert.equal(parsed.ok, false);
  });
});
