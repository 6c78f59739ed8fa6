import assert from 'node:assert/strict';
import * as v from 'valibot';
import { jsonSchema } from './json-schema.ts';

interface Group {
  readonly name: string;
  readonly groups: readonly Group[];
}
const group: v.GenericSchema<Group> = v.object({
  name: v.string(),
  groups: v.array(v.lazy(() => group)),
});

describe('a schema written down', () => {
  it('is the text on the wire as input, and the value as output, with its default', () => {
    const flag = v.object({
      all: v.optional(
        v.pipe(
          v.picklist(['yes', 'no']),
          v.transform((text) => text === 'yes'),
          v.boolean(),
        ),
        'no',
      ),
    });
    const properties = (side: 'input' | 'output') => jsonSchema(flag, side, 'x').schema['properties'];
    assert.deepEqual(properties('input'), { all: { type: 'string', enum: ['yes', 'no'], default: 'no' } });
    assert.deepEqual(properties('output'), { all: { type: 'boolean', default: false } });
  });

  it('may contain itself, under a name of its own among the components', () => {
    const { schema, definitions } = jsonSchema(v.object({ top: group }), 'input', 'press.list.response');
    const self = { $ref: '#/components/schemas/press.list.response.0' };
    assert.deepEqual(definitions, {
      'press.list.response.0': {
        type: 'object',
        properties: { name: { type: 'string' }, groups: { type: 'array', items: self } },
        required: ['name', 'groups'],
      },
    });
    assert.equal(JSON.stringify(schema).includes('$defs'), false);
  });

  it('leaves out the rules that JSON Schema has no words for', () => {
    const even = v.pipe(
      v.number(),
      v.check((number) => number % 2 === 0),
    );
    assert.deepEqual(jsonSchema(even, 'input', 'x').schema, { type: 'number' });
  });
});
