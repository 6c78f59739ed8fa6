import assert from 'node:assert/strict';
import { isCodedError, listErrors } from '@millwright/schema';
import { attacks } from './attacks.fixture.ts';
import { bundleAttacks } from './bundle/bundle-attacks.fixture.ts';
import { releaseErrors } from './errors.ts';
import { receivers, usual } from './receivers.fixture.ts';
import { sealAttacks } from './seal/seal-attacks.fixture.ts';

/** What nobody sends: where releases, values and keys are made, the tests beside these say what is refused. */
const elsewhere =
  /^release\.(?:flows-|module-|part-large|credentials-|environment-(?!reserved)|sealed-key-|passphrase-|key-invalid)/;

describe('what hub and device exchange', () => {
  it('is refused by one code for each kind of attack, and each code has its attack', () => {
    const used = new Set([...attacks, ...bundleAttacks, ...sealAttacks].map(({ code }) => code));
    const codes = listErrors(releaseErrors)
      .filter(({ family }) => family !== 'bug')
      .map(({ code }) => code);
    assert.deepEqual(
      codes.filter((code) => !used.has(code) && !elsewhere.test(code)),
      [],
    );
    assert.equal(new Set(attacks.map(({ name, arrives }) => `${arrives}: ${name}`)).size, attacks.length);
    assert.ok(attacks.length > 200, `${attacks.length} attacks`);
  });

  for (const { name, arrives, refused, good, code, at, goodAt } of attacks)
    it(`refuses ${name}`, () => {
      const before = JSON.stringify(usual);
      assert.throws(
        () => receivers[arrives](refused, { ...usual, ...at }),
        (error) => {
          assert.ok(isCodedError(error), String(error));
          assert.equal(error.code, code, error.message);
          return true;
        },
      );
      assert.ok(receivers[arrives](good, { ...usual, ...goodAt }));
      assert.equal(JSON.stringify(usual), before);
      assert.equal(Object.keys(Object.prototype).length, 0);
    });
});
