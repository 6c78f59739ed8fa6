import assert from 'node:assert/strict';
import fc from 'fast-check';
import { places, seed, shapes, types } from '../arbitrary.fixture.ts';
import { formatAddress } from './format.ts';
import { addressProblem, parseAddress } from './parse.ts';
import { addressProblems } from './problems.ts';

const things = types.chain((type) => fc.tuple(places(type), shapes(type)));

describe(`addresses of S7 (seed ${seed})`, () => {
  it('S-A-01: brings every place and type back from its canonical address', () => {
    fc.assert(
      fc.property(things, ([place, shape]) => {
        const address = formatAddress(place, shape);
        const parsed = parseAddress(address);
        assert.deepStrictEqual({ place: parsed.place, shape: parsed.shape }, { place, shape });
        assert.equal(formatAddress(parsed.place, parsed.shape), address);
        // The same with the type of the tag beside it, in small letters, and with the sign of TIA Portal.
        assert.deepStrictEqual(parseAddress(`%${address.toLowerCase()} `, shape.type), parsed);
      }),
      { seed, numRuns: 1_000 },
    );
  });

  const pieces = fc.constantFrom(
    ...[
      'DB',
      '1',
      '65536',
      '.',
      ',',
      'DBX',
      'DBW',
      'X',
      'W',
      'REAL',
      'STRING',
      ':',
      '[',
      ']',
      '20',
      '-',
      '%',
      'M',
      'E',
      'T',
      'P',
      ' ',
      'R',
    ],
  );
  const garbage = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.array(pieces, { maxLength: 9 }).map((each) => each.join('')),
    things.chain(([place, shape]) => {
      const address = formatAddress(place, shape);
      // One character is another, is missing, or is there twice.
      return fc
        .tuple(fc.nat(address.length), fc.string({ maxLength: 1 }), fc.nat(2))
        .map(([at, character, drop]) => address.slice(0, at) + character + address.slice(at + drop));
    }),
  );

  it('S-A-02: says of anything at all where it is wrong, or what it means', () => {
    fc.assert(
      fc.property(garbage, fc.option(types, { nil: undefined }), (text, type) => {
        const problem = addressProblem(text, type);
        if (problem === undefined) {
          const { place, shape } = parseAddress(text, type);
          const address = formatAddress(place, shape);
          assert.equal(addressProblem(address), undefined);
          const again = parseAddress(address);
          assert.deepStrictEqual([again.place, again.shape], [place, shape]);
          return;
        }
        assert.ok(addressProblems.includes(problem.code));
        const { column } = problem.details;
        assert.ok(column >= 1 && column <= text.length + 1, `column ${column} of ${JSON.stringify(text)}`);
      }),
      { seed, numRuns: 3_000 },
    );
  });
});
