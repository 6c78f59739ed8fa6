/** What a table of tags asks of numbers alone: their scale and their limits. */
export const numberColumns = [
  'factor',
  'offset',
  'rawLow',
  'rawHigh',
  'scaledLow',
  'scaledHigh',
  'clamp',
  'deadband',
  'min',
  'max',
  'maxStep',
] as const;
