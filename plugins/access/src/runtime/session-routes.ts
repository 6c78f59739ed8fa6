import type { Host, LogIn, RouteHandlers } from '@millwright/runtime';
import { accessErrors } from '../common/errors.ts';
import type { peopleRoutes } from '../common/routes.ts';
import { asOperation } from './operations.ts';

export interface SessionTools {
  readonly host: Pick<Host, 'operate'>;
  readonly logIn: Pick<LogIn, 'sessions' | 'endSession'>;
}

type Handlers = Pick<RouteHandlers<typeof peopleRoutes>, 'listSessions' | 'endSession'>;

/** Who is logged in. */
export const sessionHandlers = ({ host, logIn }: SessionTools): Handlers => ({
  async listSessions(_request, { session }) {
    const sessions = await logIn.sessions();
    return {
      sessions: sessions.map(({ id, user, client, expires }) => ({
        id,
        user,
        client,
        expires,
        own: id === session,
      })),
    };
  },

  endSession: ({ params: { id } }) =>
    asOperation(host, 'session.end', { kind: 'session', id }, async () => {
      if (!(await logIn.endSession(id))) throw accessErrors.sessionUnknown();
    }),
});
