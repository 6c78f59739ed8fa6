import fc from 'fast-check';

/** Flow documents as people and programs make them: mostly sound, some odd. For tests. */

const ids = fc.constantFrom('a', 'b', 'c', 'tab1', 'tab2', 'sub1', '', '__proto__', 'constructor');

/** From text, so that a key may be called `__proto__` as it may in a file. */
const parsed = (value: fc.Arbitrary<string>) => value.map((text) => JSON.parse(text) as unknown);
const oddValues = parsed(
  fc.oneof(
    fc.json({ maxDepth: 3 }),
    fc.constantFrom(
      '{"__proto__":{"polluted":true}}',
      '{"10":1,"9":2,"b":3,"a":4}',
      '"\\ud800"',
      '-0',
      '1e21',
      'null',
    ),
  ),
);

const type = fc.constantFrom(
  'tab',
  'subflow',
  'group',
  'inject',
  'function',
  'subflow:sub1',
  'mqtt-broker',
  'global-config',
);

const item = fc.record(
  {
    id: ids,
    type,
    z: fc.oneof(ids, fc.constant(7)),
    name: fc.string(),
    label: fc.string(),
    x: fc.nat(500),
    y: fc.nat(500),
    wires: fc.array(fc.array(ids, { maxLength: 3 }), { maxLength: 2 }),
    extra: oddValues,
    credentials: fc.constantFrom({ password: 'x' }, '', null),
  },
  { requiredKeys: [] },
);

/** Anything that a file could hold as an item of the array. */
export const flowItems = fc.array(
  fc.oneof({ weight: 8, arbitrary: item }, { weight: 1, arbitrary: oddValues }),
  {
    maxLength: 30,
  },
);

/** `SEED=` repeats a run; without it each run is a new one, and a failure prints its seed. */
export const parameters = process.env['SEED'] === undefined ? {} : { seed: Number(process.env['SEED']) };
