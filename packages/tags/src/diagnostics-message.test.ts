import assert from 'node:assert/strict';
import { diagnosticsMessage, takeDiagnostics } from './diagnostics-message.ts';
import { ManualClock } from './manual-clock.ts';
import { Diagnostics } from './requests/diagnostics.ts';

describe('how a connection fares, as a message', () => {
  it('is asked for by true, which is taken out, and by nothing else', () => {
    const message = { diagnostics: true, mine: 'kept' };
    assert.equal(takeDiagnostics(message), true);
    assert.deepEqual(message, { mine: 'kept' });
    for (const diagnostics of [undefined, false, 'true', 1, {}]) {
      const other = { diagnostics };
      assert.equal(takeDiagnostics(other), false);
      assert.deepEqual(other, { diagnostics });
    }
  });

  it('has what was counted as its payload, and the connection beside it', () => {
    const counters = new Diagnostics(new ManualClock()).snapshot();
    assert.deepEqual(diagnosticsMessage({ id: 'one', phase: 'idle', counters }), {
      payload: counters,
      connection: { id: 'one', phase: 'idle' },
    });
  });
});
