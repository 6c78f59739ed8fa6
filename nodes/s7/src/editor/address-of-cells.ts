import type { Cells } from '@millwright/editor';
import type { Address } from '@millwright/s7';
import { addressIn, problemIn } from '../common/tag-address.ts';
import { tagTypes } from '../common/tag-columns.ts';

/** What the cells of a row mean as they are typed; undefined as long as that is no address. */
export function addressOfCells({ address, type }: Cells): Address | undefined {
  const cells = {
    address: String(address ?? ''),
    type: tagTypes.find((each) => each === type) ?? 'address',
  };
  return problemIn(cells) === undefined ? addressIn(cells) : undefined;
}
