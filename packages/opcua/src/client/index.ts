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
