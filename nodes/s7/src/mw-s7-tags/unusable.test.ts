import assert from 'node:assert/strict';
import { s7TagErrors } from '@millwright/s7';
import { tagsNode } from './schema.ts';
import { memberOf } from './tag-of.ts';

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

  it('does not load where a cell is wrong by itself', () => {
    const parsed = tagsNode.parse({ ...properties, tags: [{ ...row('speed', 'MW0'), type: 'FLOAT' }] });
    assert.equal(parsed.ok, false);
  });
});
