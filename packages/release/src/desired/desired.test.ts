import assert from 'node:assert/strict';
import { standingOf } from '../clock.ts';
import { signDocument } from '../document/document.ts';
import { releaseErrors } from '../errors.ts';
import type { SigningKey } from '../keys/keys.ts';
import { clock, desired, hours, hubKey, last, noon, signingKeyOf, traits, trust } from '../people.fixture.ts';
import type { Trust } from '../trust/trust.ts';
import { checkDesired, type DesiredContext } from './check-desired.ts';
import { type Desired, desiredDocument, isReservedEnvironment } from './desired.ts';

const context: DesiredContext = { device: traits.id, trust, last, clock };
const signed = (change: Partial<Desired> = {}, key: SigningKey = hubKey): string =>
  signDocument(desiredDocument, { ...desired, ...change }, [key]);
const check = (change: Partial<Desired> = {}, about: Partial<DesiredContext> = {}) =>
  checkDesired(signed(change), { ...context, ...about });

describe('what a hub wants', () => {
  it('is believed, and what to keep of it is said', () => {
    const checked = check();
    assert.deepEqual(checked.content, desired);
    assert.equal(checked.isAgain, false);
    assert.deepEqual(checked.warnings, []);
    assert.deepEqual(checked.last, { counter: 12, digest: checked.digest, hub: hubKey.public.keyid });
    assert.equal(checked.seen, desired.issued);
  });

  it('is believed first of all with any number: the hub may have counted for long', () => {
    const { last: _last, ...fresh } = context;
    assert.equal(checkDesired(signed({ counter: 1_000_002 }), fresh).last.counter, 1_000_002);
    assert.throws(() => check({ counter: last.counter + 1_000_001 }), releaseErrors.fastForward.is);
  });

  it('is reported on again when it comes again, also after it has expired', () => {
    const { last: kept } = check();
    const late = { ...clock, now: noon + 1000 * hours };
    assert.equal(check({}, { last: kept }).isAgain, true);
    assert.equal(check({}, { last: kept, clock: late }).isAgain, true);
    assert.throws(
      () => check({ counter: 12, drift: 'revert' }, { last: kept }),
      releaseErrors.counterReused.is,
    );
  });

  it('stands until it expires, and then what runs runs on', () => {
    const at = (now: number, doubted = false, seen = 0) => standingOf(desired, { now, doubted, seen });
    assert.equal(at(noon), 'good');
    assert.equal(at(noon + 24 * hours - 1), 'good');
    assert.equal(at(noon + 24 * hours), 'expired');
    assert.equal(at(noon, false, noon + 24 * hours), 'expired');
    assert.equal(at(0, true), 'unsure');
    assert.equal(at(noon + 999 * hours, true), 'unsure');
    assert.equal(at(0, true, noon + 24 * hours), 'expired');
    assert.equal(standingOf({}, clock), 'good');
    assert.equal(desired.onExpiry, 'warn');
  });

  it('is taken where the clock is doubted, with a warning; counters still keep old copies out', () => {
    const doubted = { now: 0, doubted: true, seen: 0 };
    assert.deepEqual(check({}, { clock: doubted }).warnings, ['clock-doubted']);
    assert.throws(() => check({ counter: 10 }, { clock: doubted }), releaseErrors.replayed.is);
  });

  it('never moves the time ahead of a clock that nobody doubts', () => {
    const checked = check({ issued: noon + 48 * hours, expires: noon + 72 * hours });
    assert.deepEqual(checked.warnings, ['issued-ahead']);
    assert.equal(checked.seen, clock.seen);
    const justNot = check({ issued: noon + 24 * hours, expires: noon + 48 * hours });
    assert.deepEqual([justNot.warnings, justNot.seen], [[], noon + 24 * hours]);
  });

  it('puts the time right after the clock of the hub was wrong, by its number', () => {
    const wrong = Date.UTC(2099, 0);
    const doubted = { now: 0, doubted: true, seen: noon };
    const first = check({ issued: wrong, expires: wrong + hours }, { clock: doubted });
    assert.equal(first.seen, wrong);
    for (const now of [doubted, { ...clock, now: noon }]) {
      const about = { last: first.last, clock: { ...now, seen: first.seen } };
      const right = check({ counter: 13 }, about);
      assert.equal(right.seen, desired.issued);
      assert.throws(() => check({ counter: 11 }, about), releaseErrors.replayed.is);
      const still = check({ counter: 13, issued: wrong + 1, expires: wrong + hours }, about);
      assert.equal(still.seen, now.doubted ? wrong + 1 : noon);
      const again = check({ issued: wrong, expires: wrong + hours }, about);
      assert.deepEqual([again.isAgain, again.seen], [true, wrong]);
    }
  });

  describe('after the key of the hub was changed', () => {
    const nextKey = signingKeyOf('next hub');
    const next: Trust = {
      ...trust,
      version: 2,
      created: noon - hours,
      roles: { ...trust.roles, hub: { keys: [nextKey.public.text], threshold: 1 } },
      revoked: [hubKey.public.keyid],
    };
    const after = { ...context, trust: next };
    const byNext = (change: Partial<Desired>): string =>
      signed({ hub: nextKey.public.keyid, ...change }, nextKey);

    it('begins anew with its numbers and times, however far ahead a thief was', () => {
      const far = {
        ...after,
        last: { ...last, counter: 2 ** 52 },
        clock: { ...clock, doubted: true, seen: noon + 9999 * hours },
      };
      const checked = checkDesired(byNext({ counter: 1 }), far);
      assert.equal(checked.last.counter, 1);
      assert.equal(checked.seen, desired.issued);
      assert.equal(checkDesired(byNext({ counter: 1_000_002 }), far).last.counter, 1_000_002);
      const going = { ...far, last: checked.last, clock: { ...far.clock, seen: checked.seen } };
      assert.equal(checkDesired(byNext({ counter: 2 }), going).isAgain, false);
    });

    it('is not believed from the former key, nor if it was signed before', () => {
      assert.throws(() => checkDesired(signed(), after), releaseErrors.keyRevoked.is);
      assert.throws(
        () => checkDesired(byNext({ issued: next.created - 1 }), after),
        releaseErrors.replayed.is,
      );
      assert.equal(checkDesired(byNext({ issued: next.created }), after).isAgain, false);
    });

    it('shuts nobody out by a trust that was made while the clock of the hub was wrong', () => {
      const later = { ...after, trust: { ...next, created: noon + 9999 * hours } };
      assert.equal(checkDesired(byNext({ counter: 1 }), later).last.counter, 1);
      const unsure = { ...later, clock: { ...clock, doubted: true } };
      assert.throws(() => checkDesired(byNext({ counter: 1 }), unsure), releaseErrors.replayed.is);
    });

    it('goes on with its numbers where both keys count', () => {
      const both = { ...next.roles, hub: { keys: [hubKey.public.text, nextKey.public.text], threshold: 1 } };
      const during = { ...context, trust: { ...next, revoked: [], roles: both } };
      assert.throws(() => checkDesired(byNext({ counter: 3 }), during), releaseErrors.replayed.is);
      assert.equal(checkDesired(byNext({ counter: 13 }), during).isAgain, false);
    });
  });

  it('sets no environment value that steers the process', () => {
    for (const name of [
      'NODE_OPTIONS',
      'node_path',
      'LD_PRELOAD',
      'PATH',
      'npm_config_registry',
      'OPENSSL_CONF',
    ])
      assert.ok(isReservedEnvironment(name), name);
    for (const name of ['PLC_HOST', 'PORT', 'LINE_NODE', 'PATH_TO_RECIPES', 'site'])
      assert.ok(!isReservedEnvironment(name), name);
  });

  const refused: readonly (readonly [about: string, change: object])[] = [
    ['with a sealed value and no sealed part', { sealed: undefined }],
    ['with a value twice', { environment: [desired.environment[0], desired.environment[0]] }],
    ['with a value that is both', { environment: [{ name: 'A', value: 'a', sealed: true }] }],
    ['with a floor above its version', { release: { ...desired.release, floor: 8 } }],
    ['with a blank in a name', { environment: [{ name: 'A B', value: '' }] }],
    ['with a number of 0', { counter: 0 }],
    ['with a short job', { job: 'job' }],
    ['with capitals in its job', { job: 'Job-0000000000000012' }],
    ['that stops what runs', { onExpiry: 'stop' }],
  ];
  for (const [about, change] of refused)
    it(`is nothing ${about}`, () => {
      const value = JSON.parse(JSON.stringify({ ...desired, ...change }));
      assert.throws(() => desiredDocument.encode(value), releaseErrors.documentInvalid.is);
    });
});
