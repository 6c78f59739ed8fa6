import type { BadStatusName } from './statuses.ts';

/** What to do next, for the answers that people meet most often. */
export const advice: Readonly<Partial<Record<BadStatusName, string>>> = {
  BadTooManySessions:
    'Close sessions of other clients, or raise the limit in the server; a PLC frees forgotten sessions only when their time is over',
  BadTooManySubscriptions:
    'Put more tags into fewer groups with the same publishing interval, or raise the limit in the server',
  BadTooManyMonitoredItems: 'Watch fewer tags, or raise the limit in the server',
  BadUserAccessDenied: 'Check the user name and what the server lets this user do',
  BadIdentityTokenRejected: 'Check user name and password, and that the server lets this user in',
  BadIdentityTokenInvalid: 'Check how to log in: the server does not take it in this form',
  BadSecurityChecksFailed:
    "Look into the server's list of rejected certificates and trust this client's certificate there",
  BadCertificateUntrusted: 'Trust the certificate where the one who refused it keeps its list',
  BadCertificateInvalid: 'Make the certificate anew: its contents or its signature are not in order',
  BadCertificateTimeInvalid: 'Renew the certificate, and check the clocks of both machines',
  BadCertificateHostNameInvalid:
    "Use a host name or address that is in the server's certificate, or make that certificate anew",
  BadCertificateUriInvalid:
    'The application URI has to be the one in the certificate. Make the certificate anew, or set the URI right',
  BadCertificateRevoked: 'Whoever issued the certificate has withdrawn it. Get a new one',
  BadCertificateRevocationUnknown: 'Add the list of revoked certificates (CRL) of whoever issued it',
  BadCertificateIssuerRevocationUnknown: 'Add the list of revoked certificates (CRL) of its issuers',
  BadCertificateChainIncomplete: 'Add the certificates of its issuers',
  BadSecurityPolicyRejected: 'Choose another security policy: the server does not take this one any more',
  BadSecurityModeRejected: 'Choose another security mode: the server does not take this one',
  BadNodeIdUnknown: 'Check the address: the server does not have this node (any more)',
  BadNodeIdInvalid: 'Check how the address is written',
  BadNotReadable: 'The server lets nobody read this',
  BadNotWritable: 'The server lets nobody write this',
  BadTypeMismatch: "The value does not have the node's data type",
  BadOutOfRange: "The value is outside of the node's range",
  BadAttributeIdInvalid: 'This node does not have this attribute',
  BadIndexRangeNoData: 'The array is shorter than that',
  BadWaitingForInitialData: 'The server has no value yet. Wait until its own source answers',
  BadNotConnected: "The server itself has no connection to the value's source. Look behind the server",
  BadTooManyOperations: 'Ask for less at once',
  BadRequestTooLarge: 'Ask for less at once',
  BadResponseTooLarge: 'Ask for less at once',
  BadEncodingLimitsExceeded: 'Ask for less at once',
  BadTcpMessageTooLarge: 'Ask for less at once',
  BadTcpServerTooBusy: 'The server has no connection left. Close some, or wait',
  BadTcpEndpointUrlInvalid: "Check the path at the end of the server's address",
  BadServerHalted: 'Start the server',
  BadShutdown: 'Wait until the server is back',
  BadLicenseLimitsExceeded: "The server's licence allows no more than this",
  BadArgumentsMissing: "Give all of the method's arguments",
  BadTooManyArguments: 'The method takes fewer arguments',
  BadMethodInvalid: 'Check the method: this object does not have it',
};
