import { type OfferedEndpoint, opcuaErrors, serviceError } from '../../errors.ts';
import {
  deprecatedPolicies,
  type SecurityModeName,
  type SecurityPolicyName,
  securityModes,
} from '../channel/security.ts';
import type { Endpoint } from './endpoint.ts';

/** How secure a connection has to be. */
export interface SecurityWish {
  /** Default: `best`, the highest security level that the server offers. */
  readonly policy?: SecurityPolicyName | 'best';
  /** Default: `best`, the highest security level at or above the minimum. */
  readonly mode?: SecurityModeName | 'best';
  /** No mode below this. Default: `SignAndEncrypt`. `None` only where somebody has said so. */
  readonly minimum?: SecurityModeName;
  /** Whether policies may be used that the specification has withdrawn. Default: false. */
  readonly allowDeprecated?: boolean;
}

/**
 * The endpoint to use: the highest security level among those that are wanted.
 * @throws `opcua.no-endpoint`, which lists all that are offered; `opcua.bad-security-policy-rejected` where only policies would do
 *   that were withdrawn
 */
export function chooseEndpoint(offered: readonly Endpoint[], wish: SecurityWish): Endpoint {
  const { policy = 'best', mode = 'best', minimum = 'SignAndEncrypt', allowDeprecated = false } = wish;
  const isSuitable = (endpoint: Endpoint): boolean =>
    endpoint.policy !== undefined &&
    (endpoint.policy === 'None') === (endpoint.mode === 'None') &&
    (policy === 'best' || endpoint.policy === policy) &&
    (mode === 'best' || endpoint.mode === mode) &&
    rankOf(endpoint.mode) >= rankOf(minimum) &&
    (endpoint.mode === 'None' || endpoint.serverCertificate !== undefined);
  const suitable = offered.filter(isSuitable).sort(byLevel);
  const [best] = suitable.filter((endpoint) => allowDeprecated || !isDeprecated(endpoint));
  if (best) return best;
  const [withdrawn] = suitable;
  if (withdrawn)
    throw serviceError('BadSecurityPolicyRejected', {
      refused: `${withdrawn.policy} was withdrawn, since it can be broken, and the connection does not allow it`,
    });
  throw opcuaErrors.noEndpoint({
    wanted: wordsOf(policy, mode, minimum),
    offered: offered.map(toldOf),
  });
}

/** Whether an endpoint's policy was withdrawn by the specification. */
export const isDeprecated = ({ policy }: Endpoint): boolean =>
  policy !== undefined && deprecatedPolicies.has(policy);

/** An endpoint as errors and forms tell it. */
export function toldOf({ policy, policyUri, mode, securityLevel }: Endpoint): OfferedEndpoint {
  return { policy: policy ?? policyUri.replace(/^.*#/, ''), mode, securityLevel };
}

const rankOf = (mode: SecurityModeName): number => securityModes.indexOf(mode);

/** The best first. A secure one comes before an insecure one whatever a server says of it. */
function byLevel(a: Endpoint, b: Endpoint): number {
  const secure = Number(b.mode !== 'None') - Number(a.mode !== 'None');
  return secure || b.securityLevel - a.securityLevel || rankOf(b.mode) - rankOf(a.mode);
}

function wordsOf(policy: string, mode: string, minimum: string): string {
  const what = policy === 'best' ? 'a security policy that is safe' : `the security policy ${policy}`;
  return mode === 'best' ? `${what} and at least the mode ${minimum}` : `${what} and the mode ${mode}`;
}
