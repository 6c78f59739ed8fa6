import type { ClientSecureChannelLayerOptions, SecurityPolicy } from 'node-opcua-secure-channel';
import { opcuaErrors } from '../../errors.ts';
import type { ChannelOptions } from './channel-options.ts';
import { policyUri, securityModes } from './security.ts';

/** The layer forgets a request after this, and breaks when its answer comes later: it never is to. Time limits are ours. */
const never = 24 * 60 * 60 * 1_000;

const usualTokenLifetime = 60 * 60 * 1_000;

/** @throws `opcua.no-certificate` */
export function layerOptions(options: ChannelOptions): ClientSecureChannelLayerOptions {
  const { policy, mode, certificate, serverCertificate } = options;
  const { tokenLifetime = usualTokenLifetime } = options;
  const common = {
    securityMode: securityModes.indexOf(mode) + 1,
    securityPolicy: policyUri(policy) as SecurityPolicy,
    defaultSecureTokenLifetime: tokenLifetime,
    defaultTransactionTimeout: never,
    transportTimeout: never,
    connectionStrategy: { maxRetry: 0 },
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
