import type { IdentificationObject, IdentificationPart } from './pdu/request.ts';

/** Names of the objects that the specification knows. @see MODBUS Application Protocol V1.1b3, section 6.21 */
const objectNames = [
  'VendorName',
  'ProductCode',
  'MajorMinorRevision',
  'VendorUrl',
  'ProductName',
  'ModelName',
  'UserApplicationName',
] as const;

/** What a device says of itself. */
export interface Identification {
  readonly conformity: number;
  /** In the order of their ids. Objects from 7 on have no name. */
  readonly objects: readonly { readonly id: number; readonly name?: string; readonly text: string }[];
  /** False where the device promised more and began anew instead. */
  readonly complete: boolean;
}

/**
 * Merges the parts of an identification: each one says where the next begins. It ends, since that has to go up.
 * @param ask reads one part, from an object on
 * @throws what `ask` throws
 */
export async function identify(
  ask: (object: number) => Promise<IdentificationPart>,
): Promise<Identification> {
  const objects = new Map<number, IdentificationObject>();
  for (let object = 0; ; ) {
    const { conformity, objects: some, next } = await ask(object);
    for (const each of some) objects.set(each.id, each);
    const goesOn = next !== undefined && next > object;
    if (!goesOn)
      return { conformity, objects: readable([...objects.values()]), complete: next === undefined };
    object = next;
  }
}

function readable(objects: readonly IdentificationObject[]): Identification['objects'] {
  return objects
    .toSorted((a, b) => a.id - b.id)
    .map(({ id, value }) => {
      const name = objectNames[id];
      const text = Buffer.from(value).toString('latin1');
      return name === undefined ? { id, text } : { id, name, text };
    });
}
