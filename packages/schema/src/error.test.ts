import assert from 'node:assert/strict';
import { CodedError, defineErrors, isCodedError, listErrors } from './error.ts';

const errors = defineErrors('press', {
  notReady: { status: 503, family: 'world', message: () => 'The press is not ready' },
  badStroke: {
    status: 400,
    family: 'caller',
    message: (details: { stroke: number }) => `A stroke of ${details.stroke} mm is not possible`,
  },
});

describe('coded errors', () => {
  it('take code, status and family from their table', () => {
    const error = errors.badStroke({ stroke: 12 });
    assert.equal(error.code, 'press.bad-stroke');
    assert.equal(error.status, 400);
    assert.equal(error.family, 'caller');
    assert.equal(error.message, 'A stroke of 12 mm is not possible');
    assert.deepEqual(error.details, { stroke: 12 });
  });

  it('are their sentence as text, without the name of a class', () => {
    assert.equal(String(errors.badStroke({ stroke: 12 })), 'A stroke of 12 mm is not possible');
  });

  it('know their code in the types', () => {
    const code: 'press.not-ready' = errors.notReady.code;
    assert.equal(code, 'press.not-ready');
  });

  it('answer without stack and cause', () => {
    const error = errors.notReady(undefined, { cause: new TypeError('secret') });
    assert.equal(JSON.stringify(error), '{"code":"press.not-ready","message":"The press is not ready"}');
    assert.ok(error.cause instanceof TypeError);
    assert.equal('details' in error, false);
  });

  it('are recognised when they come from another copy of this package', () => {
    const foreign = Object.assign(new Error('The press is not ready'), {
      code: 'press.not-ready',
      status: 503,
      family: 'world',
    });
    assert.ok(isCodedError(foreign));
    assert.ok(errors.notReady.is(foreign));
    assert.equal(errors.badStroke.is(foreign), false);
    assert.equal(isCodedError(Object.assign(new Error('x'), { code: 'ENOENT' })), false);
    assert.equal(isCodedError({ code: 'press.not-ready', status: 503, family: 'world' }), false);
  });

  it('are listed for the docs in the order of their codes', () => {
    assert.deepEqual(listErrors(errors), [
      { code: 'press.bad-stroke', status: 400, family: 'caller' },
      { code: 'press.not-ready', status: 503, family: 'world' },
    ]);
  });

  it('are real errors with a stack for the log', () => {
    const error = errors.notReady();
    assert.ok(error instanceof CodedError && error instanceof Error);
    assert.match(error.stack ?? '', /error\.test\.ts/);
  });
});
