export { type Area, areas, isNumbered, lastByte, type Place } from './area.ts';
export { type DataType, dataTypes, elementSize, type Shape } from './data-type.ts';
export {
  type ClockZone,
  clockZones,
  type DateForm,
  dateForms,
  type S7Format,
  type S7Tag,
  type ValueForms,
} from './tag.ts';
