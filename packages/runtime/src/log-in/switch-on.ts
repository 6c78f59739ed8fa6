import { type Mounted, mount } from '../door/layers.ts';
import type { Handler, NodeRed, Request, Response, Runtime } from '../red.ts';
import type { Auth, EditorApi } from './editor-api.ts';

/** An `adminAuth` that knows nobody: who there is, the provider says. */
const nobody = {
  type: 'credentials',
  users: async () => null,
  authenticate: async () => null,
};

/**
 * Switches Node-RED's log-in on in its memory. Its routes ask at each request whether there is one, so that all of them
 * ask for it from now on; two routes are there from the start only where `settings.js` has `adminAuth`.
 */
export function switchOn(RED: NodeRed, api: EditorApi, runtime: Runtime): Mounted {
  const { storage } = runtime;
  const settings = Object.create(RED.settings, { adminAuth: { value: nobody, enumerable: true } });
  api.auth.init(settings, storage);
  // Live connections hear of sessions that expire: the line before has made Node-RED forget that.
  api.comms?.init(RED.server, settings, runtime);
  const { auth, application } = api;
  const routes = [
    mount(application, onPost(token(auth)), { path: '/auth/token', place: 'parsed' }),
    mount(application, onPost(revoke(auth)), { path: '/auth/revoke', place: 'parsed' }),
  ];
  return {
    inPlace: () => routes.every((each) => each.inPlace()),
    undo() {
      for (const each of routes) each.undo();
      api.users.init({});
      // Its storage stays: sessions that are left may expire yet, and Node-RED would end without one.
      api.tokens.init({}, storage);
      api.auth.init(RED.settings, storage);
      api.comms?.init(RED.server, RED.settings, runtime);
    },
  };
}

const onPost =
  (handler: Handler): Handler =>
  (request, response, next) =>
    request.method === 'POST' && request.path === '/' ? handler(request, response, next) : next();

/** As Node-RED mounts it where there is `adminAuth` of the type `credentials`. */
function token(auth: Auth): Handler {
  const steps = [auth.ensureClientSecret, auth.authenticateClient, auth.getToken];
  return (request, response, next) =>
    follow(steps, request, response, (error) => auth.errorHandler(error, request, response, next));
}

function revoke(auth: Auth): Handler {
  const steps = [auth.needsPermission(''), auth.revoke];
  return (request, response, next) => follow(steps, request, response, next);
}

/** One handler after the other, as Express does. */
function follow(
  [first, ...rest]: readonly Handler[],
  request: Request,
  response: Response,
  done: (error?: unknown) => void,
): void {
  if (!first) done();
  else
    first(request, response, (error) =>
      error === undefined ? follow(rest, request, response, done) : done(error),
    );
}
