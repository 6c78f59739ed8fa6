import assert from 'node:assert/strict';
import { defineNode, field } from '@millwright/schema';
import { properties } from './register.ts';

const node = defineNode({
  type: 'mw-press',
  kind: 'node',
  version: 2,
  fields: {
    speed: field.integer({ default: 10, min: 1, max: 100 }),
    line: field.reference({ to: 'mw-line', required: true }),
    place: field.choice({ options: ['line', 'hall'], default: 'line' }),
    hall: field.reference({ to: 'mw-hall', required: true, when: { place: ['hall'] } }),
    code: field.secret(),
    steps: field.rows({ maxRows: 3, columns: { stroke: field.integer({ default: 1, min: 0, max: 9 }) } }),
  },
  former: ['velocity'],
  migrations: { 1: ({ velocity, ...rest }) => ({ ...rest, speed: velocity }) },
});

describe('the properties that Node-RED keeps of a node', () => {
  const kept = properties(node);

  it('are the fields with their defaults, beside the number of the schema', () => {
    assert.equal(kept['schema']?.value, 2);
    assert.equal(kept['speed']?.value, 10);
    assert.deepEqual(kept['steps']?.value, []);
    const { type, value, required } = kept['line'] ?? {};
    assert.deepEqual({ type, value, required }, { type: 'mw-line', value: '', required: true });
  });

  it('want a node only where a choice asks for it, and say so with that choice', () => {
    assert.equal(kept['hall']?.required, false);
    const validate = kept['place']?.validate;
    assert.equal(validate?.call({ id: 'n', schema: 2, hall: '' }, 'line'), true);
    assert.equal(validate?.call({ id: 'n', schema: 2, hall: 'h1' }, 'hall'), true);
    const globals = globalThis as { RED?: unknown };
    const before = globals.RED;
    globals.RED = {
      nodes: { getType: () => undefined },
      i18n: { lang: () => 'en-US' },
      _: (key: string) => key,
    };
    try {
      const said = validate?.call({ id: 'n', schema: 2, hall: '' }, 'hall');
      assert.match(String(said), /fields\.hall\.label: Required/);
    } finally {
      globals.RED = before;
    }
  });

  it('hold nothing secret', () => {
    assert.equal(Object.hasOwn(kept, 'code'), false);
  });

  it('include those of older schemas, which a migration needs', () => {
    assert.ok(kept['velocity'] && kept['velocity'].value === undefined);
  });

  it('are checked as they are after the migration, together with the others', () => {
    const validate = kept['speed']?.validate;
    assert.equal(validate?.call({ id: 'n', schema: 1, velocity: 20 }, undefined), true);
    // With fewer arguments Node-RED takes a text for a yes.
    assert.equal(validate?.length, 2);
  });
});
