import type { ServiceName } from '../replies.ts';
import { read, write } from './attributes.ts';
import type { Service } from './context.ts';
import { call } from './methods.ts';
import {
  activateSession,
  cancel,
  closeSession,
  createSession,
  findServers,
  getEndpoints,
} from './sessions.ts';
import {
  createMonitoredItems,
  createSubscription,
  deleteMonitoredItems,
  deleteSubscriptions,
  modifyMonitoredItems,
  modifySubscription,
  publish,
  republish,
  setMonitoringMode,
  setPublishingMode,
  setTriggering,
  transferSubscriptions,
} from './subscriptions.ts';
import { browse, browseNext, registerNodes, translate, unregisterNodes } from './views.ts';

/** How a decent server answers. OpenSecureChannel is the channel's own. */
export const services: { readonly [Name in Exclude<ServiceName, 'OpenSecureChannel'>]: Service<Name> } = {
  GetEndpoints: getEndpoints,
  FindServers: findServers,
  CreateSession: createSession,
  ActivateSession: activateSession,
  CloseSession: closeSession,
  Cancel: cancel,
  Read: read,
  Write: write,
  Browse: browse,
  BrowseNext: browseNext,
  TranslateBrowsePathsToNodeIds: translate,
  RegisterNodes: registerNodes,
  UnregisterNodes: unregisterNodes,
  Call: call,
  CreateSubscription: createSubscription,
  ModifySubscription: modifySubscription,
  SetPublishingMode: setPublishingMode,
  DeleteSubscriptions: deleteSubscriptions,
  TransferSubscriptions: transferSubscriptions,
  CreateMonitoredItems: createMonitoredItems,
  ModifyMonitoredItems: modifyMonitoredItems,
  DeleteMonitoredItems: deleteMonitoredItems,
  SetMonitoringMode: setMonitoringMode,
  SetTriggering: setTriggering,
  Publish: publish,
  Republish: republish,
};

/** The services that need no active session. */
export const withoutSession: ReadonlySet<string> = new Set(['GetEndpoints', 'FindServers', 'CreateSession']);
