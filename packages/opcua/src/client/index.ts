export { localNodeId, nodeAddressOf, nodeIdOf, textOfNodeId } from './addresses/node-id.ts';
export type { Resolved, Resolver } from './addresses/resolver.ts';
export { isSessionChange, sameSession } from './addresses/session-change.ts';
export { SessionResolver } from './addresses/session-resolver.ts';
export type {
  Browsed,
  BrowseFilter,
  BrowseOptions,
  Crawled,
  CrawledNode,
  CrawlOptions,
} from './browse/browse-options.ts';
export { Browser } from './browse/browser.ts';
export { Explorer, type ExplorerOptions, type Found, type VariableDetails } from './browse/explorer.ts';
export type { Reference } from './browse/reference.ts';
export {
  type MethodAnswer,
  type MethodCall,
  MethodCaller,
} from './call/method-caller.ts';
export type { ArgumentDescription, MethodDescription } from './call/method-description.ts';
export { MethodReader } from './call/method-reader.ts';
export type { Caller, CallOptions, ManyService, OperationLimits, Outcome } from './caller.ts';
export type { Certificate } from './certificates/certificate.ts';
export { CertificateStore, type StoreOptions, type TrustFolder } from './certificates/certificate-store.ts';
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
export { expiresSoon } from './certificates/expiry.ts';
export { type Imported, readImported } from './certificates/imported.ts';
export type { PendingCertificate } from './certificates/pending.ts';
export type { RevocationList } from './certificates/revocation-list.ts';
export type { MessageLimits } from './channel/channel-options.ts';
export {
  type ApplicationCertificate,
  deprecatedPolicies,
  type SecurityModeName,
  type SecurityPolicyName,
  securityModes,
  securityPolicies,
} from './channel/security.ts';
export { OpcUaClient } from './client.ts';
export type { OpcUaClientOptions, OpcUaClientSnapshot } from './client-options.ts';
export { chooseEndpoint, type SecurityWish, toldOf } from './endpoints/choose.ts';
export { discoverEndpoints } from './endpoints/discover.ts';
export type { Endpoint, TokenKind, TokenPolicy } from './endpoints/endpoint.ts';
export { parseServerAddress, type ServerAddress, urlOf } from './endpoints/server-address.ts';
export type {
  EventWatch,
  EventWatchOptions,
  EventWatchSnapshot,
  FilterWarning,
  OpcUaEvent,
} from './events/events.ts';
export { isOpenStatus } from './open-status.ts';
export type { TimestampsToReturn } from './read/read-service.ts';
export { Reader, type ReaderOptions, type ReadOptions } from './read/reader.ts';
export { isRefusal } from './refusal.ts';
export { isRefusalOfOurs } from './refusal-of.ts';
export { ServiceCaller } from './service-caller.ts';
export { firstCertificate } from './session/certificate-chain.ts';
export type { ServerState } from './session/server-facts.ts';
export { isSessionGone } from './session/session.ts';
export type { CertificateContext, Notice, SessionOptions } from './session/session-options.ts';
export type { UserIdentity } from './session/user-identity.ts';
export type {
  PerformOptions,
  ServiceRequest,
  ServiceResponse,
  SessionFacts,
  SessionLink,
} from './session-link.ts';
export { statusOfError } from './status-of-error.ts';
export { type NodeType, TypeBook, TypeBooks } from './structures/type-book.ts';
export {
  RawCallResponse,
  type RawCallResult,
  RawDataChange,
  type RawEvent,
  RawEventList,
  type RawItem,
  RawPublishResponse,
  RawReadResponse,
} from './values/answers.ts';
export type { DataType, Enumeration, Field, KnownTypes, Structure } from './values/data-type.ts';
export type { RawValue } from './values/data-value.ts';
export { encodeValue, type WantedType } from './values/encode-value.ts';
export type { EncodeOptions } from './values/encoding.ts';
export { keepRaw } from './values/keep-raw.ts';
export { type SampleContext, sampleOf } from './values/sample.ts';
export { defaultTiming, type WatchTiming } from './watch/timing.ts';
export type {
  DataTrigger,
  Pace,
  Revised,
  Sampling,
  Watch,
  WatchedTag,
  WatcherSnapshot,
  WatchOptions,
  WatchSnapshot,
  WatchState,
} from './watch/watch.ts';
export { type WatchedClient, Watcher, type WatcherOptions } from './watch/watcher.ts';
export type { ValueToWrite } from './write/prepare.ts';
export type { OpcUaWriteResult } from './write/write-result.ts';
export { type WriteOptions, Writer, type WriterOptions, type Writing } from './write/writer.ts';
