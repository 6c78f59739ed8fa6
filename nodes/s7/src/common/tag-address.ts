import {
  type Address,
  type AddressProblem,
  addressProblem,
  type DataType,
  parseAddress,
} from '@millwright/s7';

/** What of a row says where a tag is and what it is. */
export interface AddressCells {
  readonly address: string;
  /** One of the PLC's types, or `address`. */
  readonly type: DataType | 'address';
}

const typeOf = ({ type }: AddressCells): DataType | undefined => (type === 'address' ? undefined : type);

/** @throws `s7.bad-address` */
export const addressIn = (cells: AddressCells): Address => parseAddress(cells.address, typeOf(cells));

/** What is wrong with the address of a row, or with its type beside it; undefined where nothing is. */
export const problemIn = (cells: AddressCells): AddressProblem | undefined =>
  addressProblem(cells.address, typeOf(cells));
