import type { Socket } from 'node:net';
import type { ClientSecureChannelLayerOptions, SecurityPolicy } from 'node-opcua-secure-channel';
import type { StatusCode } from 'node-opcua-status-code';
import { opcuaErrors } from '../../errors.ts';
import { type ChannelOptions, usualMessageLimits } from './channel-options.ts';
import { policyUri, securityModes } from './security.ts';
import { SocketTransport } from './socket-transport.ts';

/** The layer forgets a request after this, and breaks when its answer comes later: it never is to. Time limits are ours. */
const never = 24 * 60 * 60 * 1_000;

const usualTokenLifetime = 60 * 60 * 1_000;

export function layerOptions(
  socket: Socket,
  options: ChannelOptions,
  onFault: (error: Error, statusCode: StatusCode) => void,
): ClientSecureChannelLayerOptions {
  const { policy, mode, certificate, serverCertificate, connectTimeout } = options;
  const { messageLimits: limits = usualMessageLimits, tokenLifetime = usualTokenLifetime } = options;
  const common = {
    securityMode: securityModes.indexOf(mode) + 1,
    securityPolicy: policyUri(policy) as SecurityPolicy,
    defaultSecureTokenLifetime: tokenLifetime,
    defaultTransactionTimeout: never,
    transportTimeout: connectTimeout,
    connectionStrategy: { maxRetry: 0 },
    transportSettings: {
      maxMessageSize: limits.maxMessageSize,
      maxChunkCount: limits.maxChunkCount,
      receiveBufferSize: limits.chunkSize,
      sendBufferSize: limits.chunkSize,
    },
    transportFactory: {
      create: (settings = {}) => new SocketTransport(socket, settings, onFault),
    },
  } satisfies ClientSecureChannelLayerOptions;
  if (mode === 'None') return common;
  if (!certificate || !serverCertificate) throw opcuaErrors.noCertificate();
  const chain = certificate.certificateChain.map(toBuffer);
  const [own] = chain;
  if (!own) throw opcuaErrors.noCertificate();
  return {
    ...common,
    serverCertificate: toBuffer(serverCertificate),
    parent: {
      getCertificate: () => own,
      getCertificateChain: () => chain,
      getPrivateKey: () => ({ hidden: certificate.privateKey }),
    },
  };
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
