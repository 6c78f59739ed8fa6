export {
  type Address,
  type AddressProblem,
  addressProblem,
  addressProblems,
  formatAddress,
  parseAddress,
} from './address/address.ts';
export {
  type BrowsePath,
  formatBrowsePath,
  type PathReference,
  type PathStep,
  parseBrowsePath,
  type QualifiedName,
} from './address/browse-path.ts';
export { addressErrors } from './address/errors.ts';
export {
  formatNodeAddress,
  type Identifier,
  type Namespace,
  type NodeAddress,
  parseNodeAddress,
  specificationNamespace,
} from './address/node-address.ts';
export { type AttributeName, attributeNames, attributes } from './attributes.ts';
export { certificateErrors } from './certificate-errors.ts';
export {
  isBadStatus,
  type OfferedEndpoint,
  opcuaErrors,
  opcuaStatusErrors,
  type ServiceFailure,
  serviceError,
  serviceOf,
  statusNameOf,
} from './errors.ts';
export { eventErrors } from './events/event-errors.ts';
export {
  comparisons,
  type EventCondition,
  type EventField,
  type EventFilterDescription,
  fieldName,
  type Literal,
  type LiteralType,
  literalTypes,
} from './events/event-filter.ts';
export {
  baseEventType,
  conditionType,
  fieldsOfKnownType,
  type KnownEventType,
  knownEventTypes,
  knownField,
} from './events/known-fields.ts';
export { type NodeClassName, nodeClassNames } from './node-class.ts';
export { serverUrl } from './server-url.ts';
export { type BadStatusName, badStatuses } from './statuses.ts';
export {
  type EnumerationForm,
  enumerationForms,
  type OpcUaTag,
  type ValueForms,
} from './tag.ts';
export { valueErrors } from './value-errors.ts';
export { watchErrors } from './watch-errors.ts';
