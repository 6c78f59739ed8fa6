export {
  type ConnectionStatus,
  connectionStatusSchema,
  mostRows,
  nodeId,
  type ShownSample,
  toldErrorSchema,
  toldStatus,
  typedRows,
} from './answers.ts';
export { accessColumns, nameColumn, valueColumns } from './columns.ts';
export { pauseField, queueFields, readOnlyField } from './connection-fields.ts';
export { connectionErrors } from './errors.ts';
export type { PackEventType, WriteEvents } from './events.ts';
export { datesField, wideField } from './form-fields.ts';
export { hostField } from './host-field.ts';
export {
  computedField,
  deadlineField,
  messageFields,
  nameField,
  pollFields,
  readFields,
  writeFields,
} from './node-fields.ts';
export { askedTest, readAnswer, readRoute, statusRoute, testRoute } from './routes.ts';
export { selectionFields, selectionProblems } from './selection.ts';
export { valueOfText } from './typed-value.ts';
export {
  checkScaling,
  deadbandOf,
  isScaled,
  scalingOf,
  scalingProblems,
  writeRulesOf,
} from './value-rules.ts';
