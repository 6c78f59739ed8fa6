export type { Address } from './address/address.ts';
export { formatAddress, formatShape } from './address/format.ts';
export { addressProblem, parseAddress } from './address/parse.ts';
export {
  type AddressDetails,
  type AddressProblem,
  type AddressProblemCode,
  addressProblems,
} from './address/problems.ts';
export { typeOfName } from './address/words.ts';
export { type Area, areas, isNumbered, lastByte, type Place } from './area.ts';
export {
  type DataType,
  type DateType,
  dataTypes,
  elementSize,
  isDateType,
  isNumberType,
  isTextType,
  type Kind,
  kindOfType,
  longestText,
  type NumberType,
  type Shape,
  sizeOf,
  strideOf,
  type TextType,
} from './data-type.ts';
export { type Called, s7Errors } from './errors.ts';
export {
  type BlockCounts,
  type BlockDetails,
  type BlockKind,
  blockKinds,
  type ListedBlock,
} from './info/blocks.ts';
export type { Communication, CommunicationAbilities, CommunicationUse } from './info/communication.ts';
export type { CpuMode, CpuState } from './info/cpu-state.ts';
export { s7InfoErrors } from './info/errors.ts';
export type { Identification } from './info/identification.ts';
export type { Protection } from './info/protection.ts';
export type { CpuAction } from './info/start-stop.ts';
export type { SystemList } from './info/system-list.ts';
export { itemCode, itemError, placeOfItem } from './item-error.ts';
export { type PlanOptions, planDefaults, usualPdu } from './plan/limits.ts';
export { planS7Reads, type S7ReadPlan } from './plan/read-plan.ts';
export { regionOf, type S7Span, spanOf } from './plan/region.ts';
export { disconnectMeaning, meaningOf, refusalError } from './refusal.ts';
export type { SourceTag } from './source/layout.ts';
export { type ReadSource, readSource } from './source/read-source.ts';
export type { SourceProblem } from './source/source.ts';
export { statusOfError } from './status-of-error.ts';
export {
  type ClockZone,
  clockZones,
  mostTags,
  type S7Format,
  type S7Tag,
  type UnusableTag,
  type ValueForms,
} from './tag.ts';
export { s7TagErrors } from './tag-errors.ts';
export { checkFormat } from './value/check-format.ts';
export { decoderOf, decodeValue } from './value/decode.ts';
export type { Decode, S7Decoded, S7Scalar, S7Value } from './value/decoded.ts';
export { encodeValue, heldValue } from './value/encode.ts';
export { type Intent, intentOf } from './value/intent.ts';
export { wallTimeOfText } from './value/wall-time.ts';
export { type Written, writesOf } from './value/writes.ts';
export {
  type ConnectionKind,
  connectionKinds,
  formatTsap,
  lastRack,
  lastSlot,
  parseTsap,
  type TsapOptions,
} from './wire/tsap.ts';
