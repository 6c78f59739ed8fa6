import assert from 'node:assert/strict';
import { isCodedError } from '@millwright/schema';
import { attacks } from './attacks.fixture.ts';
import { bundleAttacks } from './bundle/bundle-attacks.fixture.ts';
import { bundleRefusals } from './bundle/refusals.ts';
import { documentRefusals } from './document/refusals.ts';
import { enrolmentRefusals } from './enrolment/refusals.ts';
import { releaseErrors } from './errors.ts';
import { receivers, usual } from './receivers.fixture.ts';
import { sealRefusals } from './seal/refusals.ts';
import { sealAttacks } from './seal/seal-attacks.fixture.ts';
import { trustRefusals } from './trust/refusals.ts';

/** What others send. Parts, values, keys and passphrases have tests of their own. */
const sent = {
  ...documentRefusals,
  ...trustRefusals,
  ...enrolmentRefusals,
  ...bundleRefusals,
  ...sealRefusals,
};

describe('what hub and device exchange', () => {
  it('is refused by one code for each kind of attack, and each code has its attack', () => {
    const used = new Set([...attacks, ...bundleAttacks, ...sealAttacks].map(({ code }) => code));
    const codes = Object.entries(releaseErrors).filter(
      ([name, { family }]) => name in sent && family !== 'bug',
    );
    assert.deepEqual(
      codes.filter(([, { code }]) => !used.has(code)),
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
