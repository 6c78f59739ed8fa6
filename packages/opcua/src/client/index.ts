export { localNodeId, nodeAddressOf, nodeIdOf, textOfNodeId } from './addresses/node-id.ts';
export type { Resolved, Resolver } from './addresses/resolver.ts';
export type { Caller, CallOptions, ManyService, OperationLimits, Outcome } from './caller.ts';
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
export type {
  PerformOptions,
  ServiceRequest,
  ServiceResponse,
  SessionFacts,
  SessionLink,
} from './session-link.ts';
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
