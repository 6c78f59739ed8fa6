import { valuesOfDevice } from '@millwright/release';
import type * as v from 'valibot';
import { fleetErrors } from '../../../common/errors.ts';
import type { EnvironmentValue, ownerValues } from '../../../common/values.ts';
import type { HubSecrets } from '../secrets.ts';
import type { FleetStore } from '../store/open-store.ts';
import { ValueBook } from './value-book.ts';
import { ownerKey, ownerOf, type StoredValue, valuePlace } from './value-rows.ts';

export interface ValuesOptions {
  readonly store: Pick<FleetStore, 'findDevice' | 'listValues' | 'replaceValues'>;
  readonly secrets: HubSecrets;
}

type OwnerValues = v.InferOutput<typeof ownerValues>;

/** Environment values of all devices, labels and single devices. */
export class Values {
  readonly #options: ValuesOptions;

  constructor(options: ValuesOptions) {
    this.#options = options;
  }

  /** Of secret ones only that they are there. */
  async list(): Promise<EnvironmentValue[]> {
    return (await this.#options.store.listValues()).map((row) => ({
      owner: ownerOf(row),
      name: row.name,
      isSecret: row.secret === 1,
      ...(row.secret === 1 ? {} : { value: row.value }),
    }));
  }

  /** As they are now. Holds plain secrets: memory only. */
  async book(): Promise<ValueBook> {
    const rows = await this.#options.store.listValues();
    return new ValueBook(rows, (row) => this.#open(row));
  }

  /**
   * Replaces all values of one owner; a secret one without a value stays.
   *
   * @throws `fleet.no-device`, `fleet.value-needed`, `fleet.value-twice`, `release.environment-reserved`,
   *   `release.environment-name`, `release.environment-value`
   */
  async replace({ owner, values }: OwnerValues): Promise<void> {
    const { store, secrets } = this.#options;
    if (owner.kind === 'device' && !(await store.findDevice(owner.device)))
      throw fleetErrors.noDevice({ device: owner.device });
    const key = ownerKey(owner);
    const all = await store.listValues();
    const former = new Map(
      all
        .filter(({ owner_kind, owner: whose }) => owner_kind === key.owner_kind && whose === key.owner)
        .map((row) => [row.name, row]),
    );
    check(values);
    const seal = await secrets.sealer();
    const rows = values.map(({ name, isSecret, value }) => {
      const kept = former.get(name);
      if (value !== undefined)
        return {
          name,
          secret: Number(isSecret),
          value: isSecret ? seal(valuePlace(key, name), value) : value,
        };
      if (isSecret && kept?.secret === 1) return { name, secret: 1, value: kept.value };
      throw fleetErrors.valueNeeded({ name });
    });
    await store.replaceValues(key, rows);
  }

  #open({ value, name, ...owner }: StoredValue): string {
    return this.#options.secrets.open(valuePlace(owner, name), value, `the value ${name}`);
  }
}

function check(values: OwnerValues['values']): void {
  const names = new Set<string>();
  for (const { name } of values) {
    if (names.has(name)) throw fleetErrors.valueTwice({ name });
    names.add(name);
  }
  valuesOfDevice(
    [],
    values.map(({ name, isSecret, value = '' }) => ({ name, isSecret, value })),
  );
}
