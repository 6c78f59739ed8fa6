import type { ServerResponse } from 'node:http';
import type { NodeSideGuard, NodeSideRequest } from '@millwright/runtime';
import type { DashboardSettings } from '../../common/dashboards.ts';
import { accessErrors } from '../../common/errors.ts';
import { destinationOf } from './destination.ts';
import { leavingWorker } from './leaving-worker.ts';
import { logInPage } from './pages.ts';
import type { DashboardSessions } from './sessions.ts';
import type { Visitors } from './visitors.ts';

export interface DashboardGuardOptions {
  readonly root: string;
  readonly visitors: Visitors;
  readonly sessions: DashboardSessions;
  readonly settings: () => DashboardSettings;
  readonly dashboards: () => readonly string[];
}

/** Lets nobody to the node side who has to be logged in and is not. */
export function nodeSideGuard(options: DashboardGuardOptions): NodeSideGuard {
  const { root, visitors, sessions, settings, dashboards } = options;
  return {
    admits(asked) {
      const { logInFor } = settings();
      if (logInFor === 'nothing' || (logInFor === 'dashboards' && !asked.isDashboard)) return true;
      const { headers } = asked.request;
      const session = visitors.sessionOf(headers);
      // What a page fetches by itself, and a live connection that keeps itself alive, are nobody's doing.
      if (session && !asked.address.includes('/socket.io/') && isOfPerson(asked.request))
        sessions.use(session);
      return session !== undefined || visitors.isKnown(headers);
    },

    turnAway({ request, address }, response) {
      const [path = ''] = address.split('?', 1);
      if (dashboards().some((each) => path === `${root}${each}/sw.js`)) return sendWorker(response);
      if (wantsPage(request)) {
        const to = destinationOf(address, root);
        const query = to === undefined ? '' : `?to=${encodeURIComponent(to)}`;
        response
          .writeHead(303, { ...headers, Location: `${root}${logInPage}${query}`, 'Content-Length': 0 })
          .end();
        return;
      }
      const { code, message, status } = accessErrors.logInNeeded({ path: root + logInPage });
      const body = Buffer.from(JSON.stringify({ code, message }));
      response
        .writeHead(status, {
          ...headers,
          'Content-Type': 'application/json; charset=utf-8',
          'Content-Length': body.length,
        })
        .end(body);
    },
  };
}

const headers = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', Vary: 'Cookie, Accept' };

const wantsPage = ({ method, headers: { accept = '' } }: NodeSideRequest['request']): boolean =>
  (method === 'GET' || method === 'HEAD') && /\btext\/html\b/i.test(accept);

/** Whoever opens a page, or sends something. */
const isOfPerson = (request: NodeSideRequest['request']): boolean =>
  wantsPage(request) || !['GET', 'HEAD', 'OPTIONS'].includes(request.method ?? '');

function sendWorker(response: ServerResponse): void {
  const body = Buffer.from(leavingWorker);
  response
    .writeHead(200, {
      ...headers,
      'Content-Type': 'text/javascript; charset=utf-8',
      'Content-Length': body.length,
    })
    .end(body);
}
