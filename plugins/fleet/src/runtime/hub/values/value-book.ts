import { type DeviceValue, digestOf, type LabelEnvironment, valuesOfDevice } from '@millwright/release';
import type { Label } from '../../../common/fields.ts';
import { labelKey, labelText, type StoredValue } from './value-rows.ts';

/** A value of a device, and who gives it: `device`, `all`, or a label as `line=3`. */
export interface GivenValue extends MarkedValue {
  readonly origin: string;
}

/** A value with a text that is another one whenever it was set to something else, and tells nothing of a secret one. */
interface MarkedValue extends DeviceValue {
  readonly mark: string;
}

/** Of all values of a device: another one once one of them is set anew. @see `values` of a desired document */
export const markOf = (values: readonly Omit<GivenValue, 'origin'>[]): string =>
  digestOf(Buffer.from(JSON.stringify(values.map(({ name, isSecret, mark }) => [name, isSecret, mark]))));

/**
 * All environment values as they are now: what each device gets of them.
 *
 * @param open opens a secret value; throws where its key is lost
 */
export class ValueBook {
  readonly #byOwner: ReadonlyMap<string, readonly StoredValue[]>;
  readonly #open: (value: StoredValue) => string;
  readonly #opened = new Map<StoredValue, MarkedValue>();

  constructor(values: readonly StoredValue[], open: (value: StoredValue) => string) {
    this.#byOwner = Map.groupBy(values, (value) => keyOf(value.owner_kind, value.owner));
    this.#open = open;
  }

  /**
   * The values of one device, sorted by name: its own, then those of its labels, then those of all.
   *
   * @throws `release.environment-conflict` where two of its labels differ, `fleet.secret-lost`, and what else `valuesOfDevice` says
   */
  of({ id, labels }: { readonly id: string; readonly labels: readonly Label[] }): readonly GivenValue[] {
    const ofLabels = labels.map(
      (label): LabelEnvironment<MarkedValue> => ({
        label: labelText(label),
        values: this.#values('label', labelKey(label)),
      }),
    );
    const nearer = valuesOfDevice(ofLabels, this.#values('device', id));
    const names = new Set(nearer.map(({ name }) => name));
    const others = valuesOfDevice([], this.#values('all', '')).filter(({ name }) => !names.has(name));
    return [
      ...nearer.map(({ from, ...value }): GivenValue => ({ ...value, origin: from ?? 'device' })),
      ...others.map(({ from: _nobody, ...value }): GivenValue => ({ ...value, origin: 'all' })),
    ].sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  #values(kind: string, owner: string): readonly MarkedValue[] {
    return (this.#byOwner.get(keyOf(kind, owner)) ?? []).map((stored) => {
      const known = this.#opened.get(stored);
      if (known) return known;
      const isSecret = stored.secret === 1;
      const value = {
        name: stored.name,
        isSecret,
        value: isSecret ? this.#open(stored) : stored.value,
        // As it lies sealed, a secret one is another text whenever it is set.
        mark: stored.value,
      };
      this.#opened.set(stored, value);
      return value;
    });
  }
}

const keyOf = (kind: string, owner: string): string => `${kind}:${owner}`;
