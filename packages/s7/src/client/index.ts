export type {
  Item,
  ItemAnswer,
  ItemConfirmation,
  Session,
  SessionLimits,
  Traffic,
  UserData,
  WriteItem,
} from './session.ts';
