export {
  type Area,
  addressCount,
  areas,
  type BitArea,
  isBitArea,
  type RegisterArea,
  readLimit,
} from './area.ts';
export { type ClientOptions, ModbusClient } from './client.ts';
export { systemClock } from './clock.ts';
export { modbusErrors } from './errors.ts';
export { type ExceptionKind, exceptionBit, exceptionCode, exceptionKind } from './pdu/exceptions.ts';
export {
  bitAt,
  dataLength,
  decodeReadResponse,
  encodeReadRequest,
  type ReadRequest,
  readFunction,
} from './pdu/read.ts';
export {
  decodeRequest,
  encodeException,
  encodeReadResponse,
  packBits,
  type Understood,
} from './pdu/serve.ts';
export { type ModbusTag, type ReaderOptions, type Reading, TagReader } from './reader.ts';
export type { Session, Traffic } from './session.ts';
export { statusOfError } from './status.ts';
export type { TcpAddress } from './tcp/connect.ts';
export { encodeFrame, type Frame, FrameReader, largestPdu } from './tcp/mbap.ts';
export { type Exchange, type ServerAnswer, type ServerOptions, sendAnswer, TcpServer } from './tcp/server.ts';
export { type SessionOptions, TcpSession } from './tcp/session.ts';
