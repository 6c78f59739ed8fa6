import assert from 'node:assert/strict';
import { asksDiagnostics, diagnosticsMessage } from './diagnostics-message.ts';
import { ManualClock } from './manual-clock.ts';
import { Diagnostics } from './requests/diagnostics.ts';

describe('how a connection fares, as a message', () => {
  it('is asked for by true, and by nothing else', () => {
    assert.equal(asksDiagnostics({ diagnostics: true }), true);
    for (const diagnostics of [undefined, false, 'true', 1, {}])
      assert.equal(asksDiagnostics({ diagnostics }), false);
  });

  it('has what was counted as its payload, and the connection beside it', () => {
    const counters = new Diagnostics(new ManualClock()).snapshot();
    assert.deepEqual(diagnosticsMessage({ id: 'one', phase: 'idle', counters }), {
      payload: counters,
      connection: { id: 'one', phase: 'idle' },
    });
  });
});
