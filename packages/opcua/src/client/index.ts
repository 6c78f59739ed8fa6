export { localNodeId, nodeAddressOf, nodeIdOf, textOfNodeId } from './addresses/node-id.ts';
export type { Resolved, Resolver } from './addresses/resolver.ts';
export type { Caller, CallOptions, ManyService, OperationLimits, Outcome } from './caller.ts';
export type { Certificate } from './certificates/certificate.ts';
export { CertificateStore, type StoreOptions, type TrustFolder } from './certificates/certificate-store.ts';
export type {
  CertificateStatus,
  Certificates,
  CertificateWarning,
  OwnCertificate,
  Refusal,
  Relaxations,
  ShownCertificate,
  Verdict,
} from './certificates/certificates.ts';
export { expiresSoon } from './certificates/expiry.ts';
export type { PendingCertificate } from './certificates/pending.ts';
export type { RevocationList } from './certificates/revocation-list.ts';
export type { MessageLimits } from './channel/channel-options.ts';
export type { Place } from './channel/connect.ts';
export {
  type ApplicationCertificate,
  deprecatedPolicies,
  type SecurityModeName,
  type SecurityPolicyName,
  securityModes,
  securityPolicies,
} from './channel/security.ts';
export { OpcUaClient } from './client.ts';
export type { OpcUaClientOptions, OpcUaClientSnapshot } from './client-options.ts';
export { chooseEndpoint, type SecurityWish, toldOf } from './endpoints/choose.ts';
export { discoverEndpoints } from './endpoints/discover.ts';
export type { Endpoint, TokenKind, TokenPolicy } from './endpoints/endpoint.ts';
export { parseServerAddress, type ServerAddress, urlOf } from './endpoints/server-address.ts';
export { isRefusal } from './refusal.ts';
export { ServiceCaller } from './service-caller.ts';
export { firstCertificate } from './session/first-certificate.ts';
export type { ServerState } from './session/server-facts.ts';
export { isSessionGone } from './session/session.ts';
export type { CertificateContext, Notice, SessionOptions } from './session/session-options.ts';
export type { UserIdentity } from './session/user-identity.ts';

export type {
  PerformOptions,
  ServiceRequest,
  ServiceResponse,
  SessionFacts,
  SessionLink,
} from './session-link.ts';
export {
  RawCallResponse,
  type RawCallResult,
  RawDataChange,
  type RawEvent,
  RawEventList,
  type RawItem,
  RawPublishResponse,
  RawReadResponse,
} from './values/answers.ts';
export type { DataType, Enumeration, Field, KnownTypes, Structure } from './values/data-type.ts';
export type { RawValue } from './values/data-value.ts';
export { keepRaw } from './values/keep-raw.ts';
export { type SampleContext, sampleOf } from './values/sample.ts';
export type {
  DataTrigger,
  Pace,
  Revised,
  Sampling,
  ServerDeadband,
  Watch,
  WatchedTag,
  WatchOptions,
  WatchSnapshot,
  WatchState,
} from './watch/watch.ts';
