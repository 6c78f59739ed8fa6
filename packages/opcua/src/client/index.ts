export type { Caller, CallOptions, ManyService, OperationLimits, Outcome } from './caller.ts';
export type {
  PerformOptions,
  ServiceRequest,
  ServiceResponse,
  SessionFacts,
  SessionLink,
} from './session-link.ts';
