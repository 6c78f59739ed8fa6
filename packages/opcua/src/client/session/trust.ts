import { serviceError } from '../../errors.ts';
import type { Certificates, Relaxations } from '../certificates/certificates.ts';
import { urlOf } from '../endpoints/server-address.ts';
import { splitCertificates } from './certificate-chain.ts';
import type { SessionOptions } from './session-options.ts';

/** How sessions show and check certificates where a store keeps them. */
export function trustBy(
  certificates: Certificates,
  relaxations: Relaxations | undefined,
  onNotice: SessionOptions['onNotice'],
): Pick<Required<SessionOptions>, 'certificate' | 'checkCertificate' | 'applicationUri'> {
  return {
    applicationUri: certificates.applicationUri,
    certificate: async () => {
      const { certificateChain, privateKey } = await certificates.own();
      return { certificateChain: splitCertificates(certificateChain), privateKey };
    },
    checkCertificate: async (der, { address, endpoint }) => {
      const verdict = certificates.check(
        {
          chain: Buffer.from(der),
          applicationUri: endpoint.serverUri,
          endpointUrl: urlOf(address),
          securityPolicy: endpoint.policy ?? 'None',
        },
        relaxations,
      );
      if (!verdict.accepted) {
        const { status, reason, sha256 } = verdict;
        throw serviceError(status, { refused: reason, sha256 });
      }
      for (const { status, reason } of verdict.warnings) onNotice?.({ code: status, message: reason });
    },
  };
}
