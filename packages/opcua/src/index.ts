export {
  isBadStatus,
  type OfferedEndpoint,
  opcuaErrors,
  opcuaStatusErrors,
  type ServiceFailure,
  serviceError,
  statusNameOf,
} from './errors.ts';
export { type BadStatusName, badStatuses } from './statuses.ts';
