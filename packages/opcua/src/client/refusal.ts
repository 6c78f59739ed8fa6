import { opcuaErrors, statusNameOf } from '../errors.ts';

/** Own reasons not to connect that no second attempt changes. */
const refusals = [
  opcuaErrors.noEndpoint,
  opcuaErrors.endpointsDiffer,
  opcuaErrors.serverNotProved,
  opcuaErrors.noCertificate,
  opcuaErrors.passwordInClear,
  opcuaErrors.identityNotOffered,
  opcuaErrors.badUserCertificate,
];

const refusedStatus =
  /^Bad(TooManySessions|UserAccessDenied|UserSignatureInvalid|IdentityToken\w+|Certificate\w+|SecurityChecksFailed|SecurityPolicyRejected|SecurityModeRejected|SecurityModeInsufficient|ApplicationSignatureInvalid|NoValidCertificates|License\w+)$/;

/** Whether an error means that the other side, or we, refuse who the other is: to ask again soon changes nothing. */
export function isRefusal(error: unknown): boolean {
  return refusals.some((factory) => factory.is(error)) || refusedStatus.test(statusNameOf(error) ?? '');
}
