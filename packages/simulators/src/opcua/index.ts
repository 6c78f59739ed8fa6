export type { AddressSpaceOptions, SimulatedNode, SimulatedReference } from './address-space.ts';
export { AddressSpace, application } from './address-space.ts';
export type { SimulatedChannel } from './channel.ts';
export {
  badValue,
  encoded,
  encodedArray,
  encodeResponse,
  encodeValue,
  status,
  type WireValue,
} from './codec.ts';
export { mutate, type WireFault } from './faults.ts';
export { Feed } from './feed.ts';
export type { MonitoredItem } from './monitored-item.ts';
export type { Fault, Raw, Reply, RequestOf, ResponseOf, ServiceName, Tail } from './replies.ts';
export { type Hook, type HookContext, SimulatedUaServer, type UaServerOptions } from './server.ts';
export type { SimulatedMethod } from './services/context.ts';
export { endpoints } from './services/sessions.ts';
export type { SimulatedSession } from './session.ts';
export { extension, type Subscription } from './subscription.ts';
