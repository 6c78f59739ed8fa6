export { localNodeId, nodeAddressOf, nodeIdOf, textOfNodeId } from './addresses/node-id.ts';
export type { Resolved, Resolver } from './addresses/resolver.ts';
export type { Caller, CallOptions, ManyService, OperationLimits, Outcome } from './caller.ts';
export type {
  PerformOptions,
  ServiceRequest,
  ServiceResponse,
  SessionFacts,
  SessionLink,
} from './session-link.ts';
