import { randomBytes } from 'node:crypto';
import * as types from 'node-opcua-types';
import { application } from '../address-space.ts';
import type { Reply } from '../replies.ts';
import { SimulatedSession } from '../session.ts';
import type { Context, State } from './context.ts';

/** The one endpoint: no security, anybody or a name with a password in the clear. */
export function endpoints(url: string): types.EndpointDescription[] {
  return [
    new types.EndpointDescription({
      endpointUrl: url,
      server: application(url),
      securityMode: types.MessageSecurityMode.None,
      securityPolicyUri: 'http://opcfoundation.org/UA/SecurityPolicy#None',
      userIdentityTokens: [
        { policyId: 'anonymous', tokenType: types.UserTokenType.Anonymous },
        {
          policyId: 'name',
          tokenType: types.UserTokenType.UserName,
          securityPolicyUri: 'http://opcfoundation.org/UA/SecurityPolicy#None',
        },
      ],
      transportProfileUri: 'http://opcfoundation.org/UA-Profile/Transport/uatcp-uasc-uabinary',
      securityLevel: 0,
    }),
  ];
}

export const getEndpoints = (state: State): types.GetEndpointsResponse =>
  new types.GetEndpointsResponse({ endpoints: endpoints(state.url()) });

export const findServers = (state: State): types.FindServersResponse =>
  new types.FindServersResponse({ servers: [application(state.url())] });

export function createSession(
  state: State,
  request: types.CreateSessionRequest,
  { channel }: Context,
): Reply<types.CreateSessionResponse> {
  if (state.sessions.size >= state.settings.maxSessions) return { fault: 'BadTooManySessions' };
  const timeout = Math.min(request.requestedSessionTimeout || 60_000, state.settings.maxSessionTimeout);
  const session: SimulatedSession = new SimulatedSession(
    state.nextNumber(),
    request.sessionName ?? '',
    timeout,
    () => end(state, session, false),
  );
  session.channel = channel;
  state.sessions.set(session.token.toString(), session);
  return new types.CreateSessionResponse({
    sessionId: session.sessionId,
    authenticationToken: session.token,
    revisedSessionTimeout: timeout,
    serverNonce: randomBytes(32),
    serverEndpoints: endpoints(state.url()),
    maxRequestMessageSize: 0,
  });
}

export function activateSession(
  _state: State,
  request: types.ActivateSessionRequest,
  { channel, session }: Context & { readonly session: SimulatedSession },
): types.ActivateSessionResponse {
  session.active = true;
  session.channel = channel;
  session.identity = request.userIdentityToken?.schema.name;
  return new types.ActivateSessionResponse({ serverNonce: randomBytes(32), results: [] });
}

export function closeSession(
  state: State,
  request: types.CloseSessionRequest,
  { session }: Context & { readonly session: SimulatedSession },
): types.CloseSessionResponse {
  end(state, session, request.deleteSubscriptions);
  return new types.CloseSessionResponse();
}

export const cancel = (): types.CancelResponse => new types.CancelResponse({ cancelCount: 0 });

/** A session is over. Its subscriptions live on until their own lifetime ends, where they are not deleted with it. */
export function end(state: State, session: SimulatedSession, deleteSubscriptions: boolean): void {
  state.sessions.delete(session.token.toString());
  // First, so that what waits hears that the session is gone, not only that its subscriptions are.
  session.end();
  for (const subscription of [...session.subscriptions.values()]) {
    session.remove(subscription);
    if (!deleteSubscriptions) continue;
    subscription.stop();
    state.subscriptions.delete(subscription.id);
  }
}
