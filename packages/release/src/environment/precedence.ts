import { isReservedEnvironment } from '../desired/desired.ts';
import { releaseErrors } from '../errors.ts';
import { checkValues, type DeviceValue } from './value.ts';

/** The values that every device with a label gets. */
export interface LabelEnvironment<Value extends DeviceValue = DeviceValue> {
  /** As people read it: `line=3`. */
  readonly label: string;
  readonly values: readonly Value[];
}

/** A value, and where it comes from: a label, or the device itself. */
export type OriginatedValue<Value extends DeviceValue = DeviceValue> = Value & {
  readonly from: string | undefined;
};

/**
 * The values of one device, sorted by name: those of its labels, and its own, which win. Two labels may only say the
 * same of a name that the device says nothing of.
 *
 * @throws `release.environment-conflict` with both labels; `release.environment-name`, `release.environment-value`,
 *   `release.environment-reserved`
 */
export function valuesOfDevice<Value extends DeviceValue>(
  labels: readonly LabelEnvironment<Value>[],
  own: readonly Value[],
): readonly OriginatedValue<Value>[] {
  for (const values of [...labels.map((each) => each.values), own]) {
    checkValues(values);
    const reserved = values.find(({ name }) => isReservedEnvironment(name));
    if (reserved) throw releaseErrors.environmentReserved({ name: reserved.name });
  }
  const found = new Map<string, OriginatedValue<Value>>(
    own.map((value) => [value.name, { ...value, from: undefined }]),
  );
  for (const { label, values } of labels)
    for (const value of values) {
      const other = found.get(value.name);
      if (!other) found.set(value.name, { ...value, from: label });
      else if (other.from !== undefined && !isSame(value, other))
        throw releaseErrors.environmentConflict({ name: value.name, labels: [other.from, label] });
    }
  return [...found.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

const isSame = (one: DeviceValue, other: DeviceValue): boolean =>
  one.value === other.value && one.isSecret === other.isSecret;
