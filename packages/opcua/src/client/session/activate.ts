import type { NodeId } from 'node-opcua-nodeid';
import { ActivateSessionRequest, type ActivateSessionResponse } from 'node-opcua-types';
import type { Channel } from '../channel/channel.ts';
import type { ApplicationCertificate } from '../channel/security.ts';
import type { Endpoint, TokenPolicy } from '../endpoints/endpoint.ts';
import { type IdentityToken, identityToken, type ServerProof, signProof } from './identity-token.ts';
import { checkNonce } from './nonce.ts';
import type { UserIdentity } from './user-identity.ts';

export interface Activation {
  readonly authenticationToken: NodeId;
  readonly endpoint: Endpoint;
  readonly tokenPolicy: TokenPolicy;
  readonly identity: UserIdentity;
  readonly proof: ServerProof;
  readonly certificate?: ApplicationCertificate;
  readonly localeIds?: readonly string[];
}

/**
 * Says who we are in a session, new or known.
 * @returns the nonce for the next time
 * @throws `opcua.server-not-proved`, what the server answers
 * @see OPC 10000-4, section 5.7.3 ActivateSession
 */
export async function activateSession(
  channel: Channel,
  activation: Activation,
  timeout: number,
): Promise<Uint8Array> {
  const { authenticationToken, endpoint, tokenPolicy, identity, proof, certificate, localeIds } = activation;
  const { token, signature }: IdentityToken = identityToken(identity, tokenPolicy, endpoint, proof);
  const clientSignature =
    endpoint.mode !== 'None' && certificate && endpoint.policy
      ? signProof(proof, { hidden: certificate.privateKey }, endpoint.policy)
      : undefined;
  const request = new ActivateSessionRequest({
    requestHeader: { authenticationToken },
    userIdentityToken: token,
    ...(clientSignature && { clientSignature }),
    ...(signature && { userTokenSignature: signature }),
    ...(localeIds && { localeIds: [...localeIds] }),
  });
  const { serverNonce } = (await channel.send(request, { timeout })) as unknown as ActivateSessionResponse;
  if (endpoint.mode !== 'None') checkNonce(serverNonce, proof.nonce);
  return serverNonce ?? new Uint8Array();
}
