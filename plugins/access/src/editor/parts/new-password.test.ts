import assert from 'node:assert/strict';
import { passwordProblem } from './new-password.ts';

describe('a new password', () => {
  it('is long enough, not the name, and the same twice', () => {
    const problem = (password: string, again: string, name = 'anna'): string | undefined =>
      passwordProblem({ password, again }, name);
    assert.equal(problem('only eleven', 'only eleven'), 'short');
    assert.equal(problem('Long.Name.Of.A', 'Long.Name.Of.A', 'long.name.of.a'), 'name');
    assert.equal(problem('correct horse battery', 'correct horse'), 'differs');
    assert.equal(problem('correct horse battery', 'correct horse battery'), undefined);
  });
});
