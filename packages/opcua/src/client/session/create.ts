import { randomBytes } from 'node:crypto';
import type { NodeId } from 'node-opcua-nodeid';
import { type SecurityPolicy, verifySignature } from 'node-opcua-secure-channel';
import { ApplicationType, CreateSessionRequest, type CreateSessionResponse } from 'node-opcua-types';
import { opcuaErrors } from '../../errors.ts';
import type { Channel } from '../channel/channel.ts';
import { type ApplicationCertificate, policyUri } from '../channel/security.ts';
import { type Endpoint, endpointsOf } from '../endpoints/endpoint.ts';
import { sameEndpoints } from '../endpoints/same-endpoints.ts';
import { firstCertificate } from './certificate-chain.ts';
import type { ServerProof } from './identity-token.ts';
import { checkNonce, nonceLength } from './nonce.ts';

export interface Creation {
  readonly endpointUrl: string;
  readonly endpoint: Endpoint;
  /** What the server offered before; undefined where nobody asked it. */
  readonly offered?: readonly Endpoint[];
  readonly certificate?: ApplicationCertificate;
  readonly applicationUri: string;
  readonly applicationName: string;
  readonly sessionName: string;
  readonly sessionTimeout: number;
}

export interface CreatedSession {
  readonly sessionId: NodeId;
  readonly authenticationToken: NodeId;
  readonly sessionTimeout: number;
  readonly proof: ServerProof;
}

/**
 * Makes a session that is not active yet, and checks that it is the server of the certificate who made it.
 * @throws `opcua.server-not-proved`, `opcua.endpoints-differ`, what the server answers
 */
export async function createSession(
  channel: Channel,
  creation: Creation,
  timeout: number,
): Promise<CreatedSession> {
  const { endpoint, endpointUrl, certificate, applicationUri, applicationName, sessionName } = creation;
  const isSecure = endpoint.mode !== 'None';
  const clientNonce = randomBytes(nonceLength);
  const own = isSecure ? certificate?.certificateChain[0] : undefined;
  const request = new CreateSessionRequest({
    clientDescription: {
      applicationUri,
      productUri: 'urn:millwright:opcua',
      applicationName: { text: applicationName },
      applicationType: ApplicationType.Client,
    },
    endpointUrl,
    sessionName,
    clientNonce,
    ...(own && { clientCertificate: Buffer.from(own) }),
    requestedSessionTimeout: creation.sessionTimeout,
  });
  const response = (await channel.send(request, { timeout })) as unknown as CreateSessionResponse;
  if (isSecure) checkServer(response, creation, own, clientNonce);
  const now = endpointsOf(response.serverEndpoints);
  if (isSecure && creation.offered && now.length > 0 && !sameEndpoints(creation.offered, now, endpoint))
    throw opcuaErrors.endpointsDiffer();
  const { sessionId, authenticationToken, revisedSessionTimeout, serverNonce, serverCertificate } = response;
  // The one that was offered has been checked; without security anybody could name another one here.
  const proved = endpoint.serverCertificate ?? (serverCertificate?.length ? serverCertificate : undefined);
  return {
    sessionId,
    authenticationToken,
    sessionTimeout: revisedSessionTimeout > 0 ? revisedSessionTimeout : creation.sessionTimeout,
    proof: { nonce: serverNonce ?? new Uint8Array(), ...(proved && { certificate: proved }) },
  };
}

function checkServer(
  { serverCertificate, serverNonce, serverSignature }: CreateSessionResponse,
  { endpoint }: Creation,
  own: Uint8Array | undefined,
  clientNonce: Buffer,
): void {
  const because = (reason: string): Error => opcuaErrors.serverNotProved({ reason });
  const { policy, serverCertificate: offered } = endpoint;
  if (!own || !policy || !offered) throw because('there is no certificate to compare with');
  const expected = Buffer.from(firstCertificate(offered));
  if (!serverCertificate || !expected.equals(firstCertificate(serverCertificate)))
    throw because('it named another certificate than before');
  checkNonce(serverNonce);
  const uri = policyUri(policy) as SecurityPolicy;
  if (!verifySignature(Buffer.from(own), clientNonce, serverSignature, expected, uri))
    throw because('its signature is wrong');
}
