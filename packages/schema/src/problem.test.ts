import assert from 'node:assert/strict';
import { formatProblem } from './problem.ts';

describe('a problem in a log', () => {
  it('says where it is, what it is and what one has to know', () => {
    const problem = { path: ['tags', 3, 'port'], code: 'unset-variable', details: { name: 'FILLER_PORT' } };
    assert.equal(formatProblem(problem), 'tags[3].port: unset-variable (name FILLER_PORT)');
  });

  it('needs no place and no details', () => {
    assert.equal(formatProblem({ path: [], code: 'not-an-object' }), 'not-an-object');
  });
});
