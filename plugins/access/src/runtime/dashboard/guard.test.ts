import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import type { StoredSession } from '../store/messages.ts';
import { nodeSideGuard } from './guard.ts';
import type { DashboardSessions } from './sessions.ts';
import type { Visitors } from './visitors.ts';

const session = { id: 's', user: 'ana', digest: 'd', made: 0, lastUsed: 0 } satisfies StoredSession;

/** How often a request counts as somebody's doing. */
function used(request: Partial<IncomingMessage>, address = '/dashboard/page'): number {
  let count = 0;
  const { admits } = nodeSideGuard({
    root: '',
    visitors: { sessionOf: () => session } as unknown as Visitors,
    sessions: { use: () => void count++ } as unknown as DashboardSessions,
    settings: () => ({ logInFor: 'dashboards', idleMinutes: 60, longestHours: 12 }),
    dashboards: () => ['/dashboard'],
  });
  const asked = { request: { headers: {}, ...request } as IncomingMessage, address, isDashboard: true };
  assert.equal(admits(asked), true);
  return count;
}

describe('what keeps a log-in for dashboards alive', () => {
  it('is to open a page, and to send something', () => {
    assert.equal(used({ method: 'GET', headers: { accept: 'text/html,*/*' } }), 1);
    assert.equal(used({ method: 'POST' }, '/order'), 1);
  });

  it('is not what a page fetches by itself, nor its live connection', () => {
    assert.equal(used({ method: 'GET', headers: { accept: '*/*' } }, '/dashboard/_setup'), 0);
    assert.equal(used({ method: 'HEAD' }), 0);
    assert.equal(used({ method: 'POST' }, '/dashboard/socket.io/?EIO=4&transport=polling'), 0);
  });
});
