import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import { type Address, addressProblem, formatAddress, parseAddress } from './address.ts';
import type { BrowsePath, PathReference } from './browse-path.ts';
import { type NodeAddress, specificationNamespace } from './node-address.ts';

const read = (text: string): Address => {
  const parsed = parseAddress(text);
  if ('problem' in parsed) throw new Error(`${text}: ${parsed.problem}`);
  return parsed.address;
};

const node = (namespace: NodeAddress['namespace'], identifier: NodeAddress['identifier']): NodeAddress => ({
  kind: 'node',
  namespace,
  identifier,
});

describe('addresses', () => {
  it('reads the four kinds of identifiers', () => {
    deepEqual(read('i=85'), node({ index: 0 }, { type: 'i', value: 85 }));
    deepEqual(read('ns=2;s=Line;1=a'), node({ index: 2 }, { type: 's', value: 'Line;1=a' }));
    deepEqual(
      read('nsu=urn:plant;g=09087E75-8E5E-499B-954F-F2A9603DB28A'),
      node({ uri: 'urn:plant' }, { type: 'g', value: '09087e75-8e5e-499b-954f-f2a9603db28a' }),
    );
    deepEqual(read('ns=1;b=M/RbKBsRVkePCePcx24oRA=='), {
      kind: 'node',
      namespace: { index: 1 },
      identifier: { type: 'b', value: 'M/RbKBsRVkePCePcx24oRA==' },
    });
  });

  it('reads the escapes of a namespace, and no other', () => {
    deepEqual(read('nsu=urn:a%3Bb%25c%20d;i=1'), node({ uri: 'urn:a;b%c%20d' }, { type: 'i', value: 1 }));
    equal(formatAddress(read('nsu=urn:a%3Bb%25c;i=1')), 'nsu=urn:a%3Bb%25c;i=1');
  });

  it('knows the namespace of the specification by its URI', () => {
    equal(formatAddress(read(`nsu=${specificationNamespace};i=2258`)), 'i=2258');
  });

  it('leaves spaces at the end of a string identifier, and trims others', () => {
    deepEqual(read('  ns=1;s=a '), node({ index: 1 }, { type: 's', value: 'a ' }));
    deepEqual(read(' ns=1;i=7 '), node({ index: 1 }, { type: 'i', value: 7 }));
  });

  it('reads browse paths as the specification writes them', () => {
    deepEqual(read('/2:Block&.Output'), {
      kind: 'path',
      steps: [
        { reference: { kind: 'hierarchical' }, target: { namespace: { index: 2 }, name: 'Block.Output' } },
      ],
    });
    const named: PathReference = {
      kind: 'named',
      type: { namespace: { index: 1 }, name: 'ConnectedTo' },
      subtypes: false,
      inverse: true,
    };
    deepEqual(read('/3:Truck.0:NodeVersion<#!1:ConnectedTo>1:Boiler/nsu=http://x.org/UA/;Heat/1:a&/b'), {
      kind: 'path',
      steps: [
        { reference: { kind: 'hierarchical' }, target: { namespace: { index: 3 }, name: 'Truck' } },
        { reference: { kind: 'aggregates' }, target: { namespace: { index: 0 }, name: 'NodeVersion' } },
        { reference: named, target: { namespace: { index: 1 }, name: 'Boiler' } },
        {
          reference: { kind: 'hierarchical' },
          target: { namespace: { uri: 'http://x.org/UA/' }, name: 'Heat' },
        },
        { reference: { kind: 'hierarchical' }, target: { namespace: { index: 1 }, name: 'a/b' } },
      ],
    });
  });

  const refused: Readonly<Record<string, string>> = {
    ' ': 'no-address',
    'svr=1;i=85': 'other-server',
    'ns=70000;i=1': 'bad-namespace',
    'ns=2': 'bad-namespace',
    'nsu=;i=1': 'bad-namespace',
    'Line.Speed': 'no-identifier',
    'ns=2;s=': 'no-identifier',
    'i=4294967296': 'bad-number',
    'i=-1': 'bad-number',
    'g=0908': 'bad-guid',
    'b=abc': 'bad-bytes',
    'b=': 'bad-bytes',
    'i=0': 'null-node',
    '/': 'empty-step',
    '/Objects//Line': 'empty-step',
    '/Objects/line:Speed': 'bad-path-namespace',
    '/Objects/nsu=;Speed': 'bad-path-namespace',
    '/Objects<HasChild': 'bad-reference',
    '<>Objects': 'bad-reference',
    [`/${Array(65).fill('a').join('/')}`]: 'too-many-steps',
  };
  for (const [text, problem] of Object.entries(refused))
    it(`says ${problem} of ${JSON.stringify(text.slice(0, 40))}`, () => {
      equal(addressProblem(text), problem);
    });

  const record = <Shape extends object>(
    shape: {
      readonly [Key in keyof Shape]: fc.Arbitrary<Shape[Key]>;
    },
  ): fc.Arbitrary<Shape> => fc.record(shape, { noNullPrototype: true }) as fc.Arbitrary<Shape>;
  const name = fc.string({ minLength: 1, unit: 'binary' });
  const namespace = fc.oneof(record({ index: fc.integer({ min: 0, max: 0xffff }) }), record({ uri: name }));
  const identifier = fc.oneof(
    record({ type: fc.constant('i' as const), value: fc.integer({ min: 1, max: 0xffff_ffff }) }),
    record({ type: fc.constant('s' as const), value: name }),
    record({ type: fc.constant('g' as const), value: fc.uuid() }),
    record({
      type: fc.constant('b' as const),
      value: fc.uint8Array({ minLength: 1 }).map((bytes) => Buffer.from(bytes).toString('base64')),
    }),
  );
  const qualified = record({ namespace, name });
  const reference = fc.oneof(
    fc.constant({ kind: 'hierarchical' as const }),
    fc.constant({ kind: 'aggregates' as const }),
    record({
      kind: fc.constant('named' as const),
      type: qualified,
      subtypes: fc.boolean(),
      inverse: fc.boolean(),
    }),
  );

  it('reads back every address that it writes', () => {
    fc.assert(
      fc.property(record({ kind: fc.constant('node' as const), namespace, identifier }), (address) => {
        deepEqual(read(formatAddress(address)), address);
      }),
    );
  });

  it('reads back every path that it writes', () => {
    const steps = fc.array(record({ reference, target: qualified }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(steps, (given) => {
        const path: BrowsePath = { kind: 'path', steps: given };
        const parsed = parseAddress(`/a${formatAddress(path)}/z`);
        deepEqual(
          'address' in parsed && parsed.address.kind === 'path' && parsed.address.steps.slice(1, -1),
          given,
        );
      }),
    );
  });
});
