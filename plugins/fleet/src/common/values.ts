import { boundedText } from '@millwright/schema';
import * as v from 'valibot';
import { deviceId, label } from './fields.ts';

/** Whose an environment value is. The device's own win over those of its labels. */
export const valueOwner = v.variant('kind', [
  v.object({ kind: v.literal('device'), device: deviceId }),
  v.object({ kind: v.literal('label'), label }),
  /** Of every device, if nothing else says more. */
  v.object({ kind: v.literal('all') }),
]);
export type ValueOwner = v.InferOutput<typeof valueOwner>;

export const valueName = v.pipe(v.string(), v.regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'not-a-variable-name'));

/** An environment value. Of a secret one only that there is one: `value` is absent in answers. */
export const environmentValue = v.object({
  owner: valueOwner,
  name: valueName,
  isSecret: v.boolean(),
  value: v.optional(boundedText(8000)),
});
export type EnvironmentValue = v.InferOutput<typeof environmentValue>;

/** Replaces all values of one owner. A secret one without `value` stays as it is. */
export const ownerValues = v.object({
  owner: valueOwner,
  values: v.pipe(v.array(v.omit(environmentValue, ['owner'])), v.maxLength(500)),
});
