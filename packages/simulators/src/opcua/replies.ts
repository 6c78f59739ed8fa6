import type { BinaryStream, OutputBinaryStream } from 'node-opcua-binary-stream';
import type { ExpandedNodeId } from 'node-opcua-nodeid';
import type * as types from 'node-opcua-types';

/** What all generated requests and responses have. */
interface Structure {
  readonly schema: { readonly name: string; readonly encodingDefaultBinary?: ExpandedNodeId };
  encode(stream: OutputBinaryStream): void;
  decode(stream: BinaryStream): void;
}

export interface ServiceRequest extends Structure {
  readonly requestHeader: types.RequestHeader;
}

export interface ServiceResponse extends Structure {
  responseHeader: types.ResponseHeader;
}

/** The services that the simulator knows, by name. */
export interface Services {
  readonly GetEndpoints: [types.GetEndpointsRequest, types.GetEndpointsResponse];
  readonly FindServers: [types.FindServersRequest, types.FindServersResponse];
  readonly OpenSecureChannel: [types.OpenSecureChannelRequest, types.OpenSecureChannelResponse];
  readonly CreateSession: [types.CreateSessionRequest, types.CreateSessionResponse];
  readonly ActivateSession: [types.ActivateSessionRequest, types.ActivateSessionResponse];
  readonly CloseSession: [types.CloseSessionRequest, types.CloseSessionResponse];
  readonly Cancel: [types.CancelRequest, types.CancelResponse];
  readonly Read: [types.ReadRequest, types.ReadResponse];
  readonly Write: [types.WriteRequest, types.WriteResponse];
  readonly Browse: [types.BrowseRequest, types.BrowseResponse];
  readonly BrowseNext: [types.BrowseNextRequest, types.BrowseNextResponse];
  readonly TranslateBrowsePathsToNodeIds: [
    types.TranslateBrowsePathsToNodeIdsRequest,
    types.TranslateBrowsePathsToNodeIdsResponse,
  ];
  readonly RegisterNodes: [types.RegisterNodesRequest, types.RegisterNodesResponse];
  readonly UnregisterNodes: [types.UnregisterNodesRequest, types.UnregisterNodesResponse];
  readonly Call: [types.CallRequest, types.CallResponse];
  readonly CreateSubscription: [types.CreateSubscriptionRequest, types.CreateSubscriptionResponse];
  readonly ModifySubscription: [types.ModifySubscriptionRequest, types.ModifySubscriptionResponse];
  readonly SetPublishingMode: [types.SetPublishingModeRequest, types.SetPublishingModeResponse];
  readonly DeleteSubscriptions: [types.DeleteSubscriptionsRequest, types.DeleteSubscriptionsResponse];
  readonly TransferSubscriptions: [types.TransferSubscriptionsRequest, types.TransferSubscriptionsResponse];
  readonly CreateMonitoredItems: [types.CreateMonitoredItemsRequest, types.CreateMonitoredItemsResponse];
  readonly ModifyMonitoredItems: [types.ModifyMonitoredItemsRequest, types.ModifyMonitoredItemsResponse];
  readonly DeleteMonitoredItems: [types.DeleteMonitoredItemsRequest, types.DeleteMonitoredItemsResponse];
  readonly SetMonitoringMode: [types.SetMonitoringModeRequest, types.SetMonitoringModeResponse];
  readonly SetTriggering: [types.SetTriggeringRequest, types.SetTriggeringResponse];
  readonly Publish: [types.PublishRequest, types.PublishResponse];
  readonly Republish: [types.RepublishRequest, types.RepublishResponse];
}

export type ServiceName = keyof Services;
export type RequestOf<Name extends ServiceName> = Services[Name][0];
export type ResponseOf<Name extends ServiceName> = Services[Name][1];

/** A ServiceFault with a status code's name. */
export interface Fault {
  readonly fault: string;
}

/** What stands behind the response header in a response that node-opcua's types could not encode so. */
export interface Tail {
  readonly tail: Buffer;
}

/** The whole body of the message, with the id of its encoding. */
export interface Raw {
  readonly raw: Buffer;
}

/** What is answered: a response, a fault, bytes, or nothing ever. */
export type Reply<Response> = Response | Fault | Tail | Raw | 'silence';

export const isFault = (reply: object | string): reply is Fault =>
  typeof reply === 'object' && 'fault' in reply;
export const isTail = (reply: object | string): reply is Tail => typeof reply === 'object' && 'tail' in reply;
export const isRaw = (reply: object | string): reply is Raw => typeof reply === 'object' && 'raw' in reply;
