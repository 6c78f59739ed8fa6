import type { Browser, Reference } from '@millwright/opcua/client';

interface ShownField {
  readonly name: string;
  readonly path: string;
}

interface EventType {
  readonly fields: ShownField[];
  readonly types: { readonly address: string; readonly name: string }[];
}

/** So many nodes below one node are looked at: types of events are small. */
const most = 500;

/**
 * The fields that a type of event has of its own, such as `EnabledState` and `EnabledState/Id`, and the types below it.
 * @throws why the server cannot be asked
 */
export async function readEventType(browser: Browser, type: string, signal: AbortSignal): Promise<EventType> {
  const terms = { signal, most };
  const { references } = await browser.browse(type, terms);
  const own = references.filter(isField);
  const fields: ShownField[] = [];
  for (const field of own) {
    fields.push({ name: field.name, path: field.browseName });
    const { references: below } = await browser.browse(field.address, terms);
    for (const part of below.filter(isField)) {
      fields.push({ name: `${field.name}.${part.name}`, path: `${field.browseName}/${part.browseName}` });
    }
  }
  const types = references
    .filter(({ class: of, isForward }) => of === 'ObjectType' && isForward)
    .map(({ address, name }) => ({ address, name }));
  return { fields, types };
}

const isField = ({ class: of, isForward, server }: Reference): boolean =>
  of === 'Variable' && isForward && server === undefined;
