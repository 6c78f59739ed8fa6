export { type Action, actions, isOfDashboard } from './actions.ts';
export { compilePolicy } from './compile-policy.ts';
export { reasonLength } from './condition.ts';
export { policyErrors } from './errors.ts';
export { isWithin, type Network, parseAddress, parseNetwork } from './network.ts';
export { parsePolicy } from './parse-policy.ts';
export {
  actionPattern,
  type Binding,
  binding,
  type Condition,
  condition,
  type Policy,
  pattern,
  policy,
  type Reference,
  type Role,
  type Rule,
  reference,
  role,
  roleName,
  rule,
  type Selection,
  selection,
  subjectOfBinding,
} from './policy.ts';
export { defaultPolicy, readyMadeRoles } from './ready-made.ts';
export type {
  AccessRequest,
  Circumstances,
  Decider,
  Decision,
  DecisionCode,
  Explanation,
  Named,
  Resource,
  RuleReference,
  Subject,
  TraceStep,
} from './request.ts';
