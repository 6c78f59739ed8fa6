import assert from 'node:assert/strict';
import fc from 'fast-check';
import { newDevice, readJournal, restore, rolloutErrors, type State, writeJournal } from '../index.ts';
import { drawScript } from '../simulation/script.fixture.ts';
import { simulate } from '../simulation/simulate.fixture.ts';
import { type Said, switched, Told, wish } from './given.fixture.ts';

const parameters = {
  seed: Number(process.env['SEED'] ?? Date.now() % 2 ** 31),
  numRuns: process.env['MILLWRIGHT_ALL'] === '1' ? 2000 : 60,
};

const isCoded = (error: unknown): boolean =>
  rolloutErrors.journalDamaged.is(error) || rolloutErrors.journalUnknownFormat.is(error);

describe(`a journal (SEED=${parameters.seed})`, () => {
  it('is read as it was written, in every state that a device comes to', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        for (const entry of simulate(drawScript(seed)))
          if (entry.kind === 'step') assert.deepEqual(readJournal(writeJournal(entry.state)), entry.state);
      }),
      parameters,
    );
  });

  it('is read as it was written also with zeros below zero', () => {
    const health = { windowSeconds: 60, eventLoopMilliseconds: -0 };
    const told = new Told().say({ kind: 'desired', desired: wish(1, { counter: -0 }) }, { kind: 'fetched' });
    told.say({ kind: 'verified', restart: false, health, floor: -0 });
    told.say({
      kind: 'failed',
      error: { code: 'fleet.npm', message: 'x', details: { free: -0 } },
      final: true,
    });
    assert.deepEqual(readJournal(writeJournal(told.state)), told.state);
    const changing = new Told().deliver(wish(1)).state;
    const floor = writeJournal(changing).replace('"floor":0', '"floor":-0');
    assert.deepEqual(readJournal(floor), changing);
  });

  it('is all that is needed to go on', () => {
    const told = new Told().deliver(wish(1));
    const event = { kind: 'booted', time: 5, cause: 'reboot', restart: 'exit' } as const;
    const { state, effects } = restore(writeJournal(told.state), event);
    assert.equal(state.work?.phase, 'switching');
    assert.deepEqual(
      effects.map(({ kind }) => kind),
      ['journal', 'switch', 'arm', 'report'],
    );
  });

  it('that is cut off anywhere is refused, with what to do', () => {
    const text = writeJournal(new Told().deliver(wish(1)).state);
    for (let length = 0; length < text.length; length += 1)
      assert.throws(
        () => readJournal(text.slice(0, length)),
        (error) => rolloutErrors.journalDamaged.is(error) && /begin a new journal/.test(error.message),
      );
  });

  it('in which anything was changed is read as another state or refused, never something else', () => {
    const text = writeJournal(new Told().rollBack(wish(1)).deliver(wish(2)).state);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ maxLength: 3 }), (at, by) => {
        let state: State;
        try {
          state = readJournal(text.slice(0, at) + by + text.slice(at + by.length));
        } catch (error) {
          assert.ok(isCoded(error), String(error));
          return;
        }
        assert.doesNotThrow(() => new Told(state).say({ kind: 'booted', cause: 'reboot', restart: 'exit' }));
      }),
      { ...parameters, numRuns: parameters.numRuns * 10 },
    );
  });

  it('that is anything else is refused', () => {
    const texts = fc.oneof(fc.string(), fc.json(), fc.constantFrom('null', '[]', '0', '{"format":1}'));
    fc.assert(
      fc.property(texts, (text) => {
        assert.throws(() => readJournal(text), isCoded);
      }),
      parameters,
    );
  });

  it('of a newer version is told apart from a damaged one', () => {
    const text = JSON.stringify({ ...newDevice('exit'), format: 2, more: {} });
    assert.throws(() => readJournal(text), rolloutErrors.journalUnknownFormat.is);
  });

  it('tells where it is damaged, and nothing of what is in it', () => {
    const { state } = new Told().deliver(wish(1, { environment: [{ name: 'PIN', value: 'secret' }] }));
    const text = JSON.stringify({ ...state, turn: -1 });
    assert.throws(
      () => readJournal(text),
      (error) =>
        rolloutErrors.journalDamaged.is(error) &&
        /turn: too-small/.test(error.message) &&
        !JSON.stringify(error).includes('secret'),
    );
  });
});

describe('a journal that is as long as it can be', () => {
  it('is read again', () => {
    const environment = Array.from({ length: 6 }, (_, index) => ({
      name: `V${index}`,
      value: '"'.repeat(5000),
    }));
    const reasons = Array.from({ length: 100 }, () => ({ code: '"'.repeat(999), subject: '\\'.repeat(999) }));
    const details = Object.fromEntries(reasons.slice(0, 5).map((_, index) => [`row-${index}`, reasons]));
    const told = new Told();
    for (let number = 1; number <= 70; number += 2) {
      told.deliver(wish(number, { environment })).say({ kind: 'unhealthy', reasons });
      told.say(switched, { kind: 'started', rev: 'rev-before' });
      const error = { code: 'fleet.npm', message: '"'.repeat(9999), details };
      told.say({ kind: 'desired', desired: wish(number + 1, { environment }) });
      told.say({ kind: 'failed', error, final: true });
    }
    told.deliver(wish(98, { environment })).say({ kind: 'desired', desired: wish(99, { environment }) });
    const text = writeJournal(told.state);
    assert.ok(text.length < 1_000_000, `${text.length} characters`);
    assert.deepEqual(readJournal(text), told.state);
  });
});

describe('a desired document that is none', () => {
  const good = wish(1);
  const values = (length: number, size: number) =>
    Array.from({ length }, (_, index) => ({ name: `V${index}`, value: 'x'.repeat(size) }));
  const bad: Readonly<Record<string, unknown>> = {
    'half a counter': { ...good, counter: 1.5 },
    'an unknown member': { ...good, more: true },
    'a window of more than a day': { ...good, health: { windowSeconds: 99_999 } },
    'more environment than a document holds': { ...good, environment: values(10, 7000) },
    'too many values': { ...good, environment: values(501, 1) },
    nothing: undefined,
  };
  for (const [title, desired] of Object.entries(bad))
    it(`is refused for ${title}, and nothing is journalled`, () => {
      const told = new Told();
      const { state } = told;
      assert.throws(
        () => told.say({ kind: 'desired', desired: desired as typeof good }),
        rolloutErrors.desiredInvalid.is,
      );
      assert.equal(told.state, state);
    });
});

describe(`whatever a machine is told (SEED=${parameters.seed})`, () => {
  const text = fc.oneof(fc.string({ maxLength: 300, unit: 'binary' }), fc.constant('x'.repeat(5000)));
  const details = fc.oneof(fc.object(), fc.dictionary(text, fc.oneof(text, fc.double())));
  const error = fc.record({ code: text, message: text, details });
  const number = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1));
  const events = fc.oneof(
    fc.record({ kind: fc.constantFrom('fetched', 'healthy', 'adopted', 'stop') }),
    fc.record({ kind: fc.constant('switched'), restart: fc.boolean() }),
    fc.record({ kind: fc.constantFrom('staged', 'kept', 'started', 'running', 'approved'), rev: text }),
    fc.record({
      kind: fc.constant('verified'),
      restart: fc.boolean(),
      health: fc.record({ windowSeconds: number }),
      floor: number,
    }),
    fc.record({
      kind: fc.constant('unhealthy'),
      reasons: fc.array(fc.record({ code: text, subject: text }), { maxLength: 80 }),
    }),
    fc.record({ kind: fc.constant('failed'), error, final: fc.boolean() }),
    fc.record({
      kind: fc.constant('timer'),
      timer: fc.constantFrom('deadline', 'retry', 'window', 'report', 'journal'),
      attempt: fc.nat(50),
    }),
    fc.record({
      kind: fc.constant('booted'),
      cause: fc.constantFrom('reboot', 'crash', 'blocked', 'unknown'),
      restart: fc.constantFrom('supervised', 'exit', 'none'),
    }),
    fc.record({ kind: fc.constant('lock'), locked: fc.boolean() }),
    fc
      .record({ number: fc.integer({ min: 1, max: 6 }), drift: fc.constantFrom('report', 'revert', 'adopt') })
      .map((given) => ({ kind: 'desired', desired: wish(given.number, { drift: given.drift as 'report' }) })),
  ) as fc.Arbitrary<Said>;

  it('its journal can be read again, and the first effect is to write it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(events, number), { maxLength: 60 }), (said) => {
        const told = new Told().say({ kind: 'desired', desired: wish(1) });
        for (const [event, time] of said) {
          told.time = time;
          told.say(event);
          assert.deepEqual(readJournal(writeJournal(told.state)), told.state);
          const [first] = told.effects;
          if (first) assert.ok(first.kind === 'journal' && first.state === told.state);
        }
      }),
      { ...parameters, numRuns: parameters.numRuns * 5 },
    );
  });
});
