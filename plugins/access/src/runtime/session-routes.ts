import type { Host, LogIn, RouteHandlers } from '@millwright/runtime';
import { dashboardClient } from '../common/dashboards.ts';
import { accessErrors } from '../common/errors.ts';
import type { peopleRoutes } from '../common/routes.ts';
import type { DashboardSessions } from './dashboard/sessions.ts';
import { asOperation } from './operations.ts';

export interface SessionTools {
  readonly host: Pick<Host, 'operate'>;
  readonly logIn: Pick<LogIn, 'sessions' | 'endSession'>;
  readonly ofDashboards: DashboardSessions;
}

type Handlers = Pick<RouteHandlers<typeof peopleRoutes>, 'listSessions' | 'endSession'>;

/** Who is logged in, in the editor and in dashboards. */
export const sessionHandlers = ({ host, logIn, ofDashboards }: SessionTools): Handlers => ({
  async listSessions(_request, { session }) {
    const sessions = await logIn.sessions();
    const inEditors = sessions.map(({ id, user, client, expires }) => ({
      id,
      user,
      client,
      expires,
      own: id === session,
    }));
    const inDashboards = ofDashboards.list().map((each) => ({
      id: each.id,
      user: each.user,
      client: dashboardClient,
      expires: ofDashboards.endOf(each),
      own: false,
    }));
    return { sessions: [...inEditors, ...inDashboards] };
  },

  endSession: ({ params: { id } }) =>
    asOperation(host, 'session.end', { kind: 'session', id }, async () => {
      const isOver = (await ofDashboards.end((each) => each.id === id)) || (await logIn.endSession(id));
      if (!isOver) throw accessErrors.sessionUnknown();
    }),
});
