export {
  type Area,
  addressCount,
  areas,
  type BitArea,
  isBitArea,
  type RegisterArea,
  readLimit,
  writeLimit,
} from './area.ts';
export { classify, isAnswer } from './classify.ts';
export { ModbusClient } from './client.ts';
export type { ClientOptions, ClientSnapshot, PerformOptions } from './client-options.ts';
export { modbusErrors } from './errors.ts';
export type { Identification } from './identify.ts';
export { encodeFrame, type Frame, FrameReader } from './mbap/frame.ts';
export { checkPdu, largestPdu } from './pdu/checks.ts';
export {
  type ExceptionKind,
  exceptionBit,
  exceptionCode,
  exceptionKind,
  exceptionOf,
} from './pdu/exceptions.ts';
export {
  checkFunction,
  decodeRequest,
  decodeResponse,
  encodeException,
  encodeRequest,
  encodeResponse,
  functionCodeOf,
  functionCodes,
  isKnown,
  isWrite,
  mayWrite,
  type Understood,
} from './pdu/pdu.ts';
export { dataLength, readFunction } from './pdu/read.ts';
export {
  type Data,
  type Done,
  done,
  type FileRange,
  type FileRecord,
  type IdentificationLevel,
  type IdentificationObject,
  type IdentificationPart,
  type ReadRequest,
  type Request,
  type RequestOf,
  type Response,
  type ResponseTo,
} from './pdu/request.ts';
export { bitAt, packBits, packRegisters, unpackBits, unpackRegisters } from './pdu/words.ts';
export { maskRegister } from './pdu/write.ts';
export type { Channel, ChannelListener } from './roads/channel.ts';
export { openSession, sessionOver } from './roads/open.ts';
export {
  frameSilence,
  isReservedUnit,
  parities,
  type Road,
  type RoadOptions,
  roads,
  type SerialLine,
  type TlsClientOptions,
} from './roads/road.ts';
export { type Answer, answerTo, type Serve, type ServedClient } from './serve/answer.ts';
export type { TlsServerOptions } from './serve/entrances.ts';
export { type Framing, type ServedExchange, sendAnswer } from './serve/exchange.ts';
export type { Absence, Entrance, Guest } from './serve/guest.ts';
export { identificationPart } from './serve/identification.ts';
export { allowance, type ServerLimits } from './serve/limits.ts';
export { ModbusServer, type ServerOptions, type ServerPlace } from './serve/server.ts';
export { answerFrom, MemoryStore, type Store } from './serve/store.ts';
export type { Session, Traffic } from './session.ts';
export { statusOfError } from './status.ts';
export type { ReadLimits } from './table/limits.ts';
export type { PlanView } from './table/plan-view.ts';
export type { ModbusTag } from './table/tag.ts';
export {
  type TableReadOptions,
  type TableWriteOptions,
  UnitTable,
  type UnitTableOptions,
} from './table/unit-table.ts';
export { outcomeOf } from './table/write-result.ts';
