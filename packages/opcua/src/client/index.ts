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
