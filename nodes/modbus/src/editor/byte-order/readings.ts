import type { RouteResponse } from '@millwright/schema';
import { type ByteOrder, byteOrders, registersOf, type TagType, tagTypes } from '@millwright/tags';
import type { modbusRoutes } from '../../common/routes.ts';

type Cells = Readonly<Record<string, unknown>>;
type Sample = RouteResponse<typeof modbusRoutes.read>['samples'][number];

/** What a tag reads as in one order. */
export interface Reading {
  readonly order: ByteOrder;
  readonly sample: Sample;
}

const typeOf = ({ type }: Cells): TagType => tagTypes.find((each) => each === type) ?? 'uint16';

/** The orders that make a difference: of one register, of its bits and of a text only the bytes can be swapped. */
export function ordersOf(cells: Cells): readonly ByteOrder[] {
  const type = typeOf(cells);
  return type === 'string' || registersOf({ type }) === 1 ? ['ABCD', 'BADC'] : byteOrders;
}

/** The order among them that reads the same. */
export function sameAs(order: ByteOrder, orders: readonly ByteOrder[]): ByteOrder {
  if (orders.includes(order)) return order;
  return order === 'CDAB' ? 'ABCD' : 'BADC';
}

const orderOf = (given: unknown): ByteOrder => byteOrders.find((order) => order === given) ?? 'ABCD';

/** The order that a row has now, its own or that of its table. */
export const orderNow = ({ byteOrder }: Cells, others: Cells): ByteOrder =>
  orderOf(byteOrder === undefined || byteOrder === 'table' ? others['byteOrder'] : byteOrder);

/** What goes into the cell for an order: that of the table needs none of its own. */
export function cellFor(order: ByteOrder, cells: Cells, others: Cells): ByteOrder | 'table' {
  const orders = ordersOf(cells);
  return sameAs(orderOf(others['byteOrder']), orders) === sameAs(order, orders) ? 'table' : order;
}

/** The row in each order: they lie in the same registers, so one request brings all of them at once. */
export const asked = (cells: Cells): readonly Cells[] =>
  ordersOf(cells).map((order) => ({ ...cells, name: order, byteOrder: order, access: 'read' }));

/** The answers for {@link asked}; or, where the registers could not be read at all, why. */
export function readingsOf(
  cells: Cells,
  samples: readonly Sample[],
): readonly Reading[] | NonNullable<Sample['status']> {
  const readings = ordersOf(cells).flatMap((order, place): Reading[] => {
    const sample = samples[place];
    return sample === undefined ? [] : [{ order, sample }];
  });
  const unread = readings.map(({ sample }) => sample).find(isUnread);
  return unread?.status ?? readings;
}

/** Bytes that are no value, such as NaN, come as text; those that say "not implemented" were read as well. */
const isUnread = ({ value, text, status }: Sample): boolean =>
  value === null &&
  text === undefined &&
  status !== undefined &&
  status.name !== 'Uncertain' &&
  status.name !== 'BadNotImplemented';

/** What comes nearest to what somebody expects: orders that read the same, none where all are far from it. */
export type Nearest =
  | { readonly kind: 'nothing-expected' }
  | { readonly kind: 'not-understood' }
  | { readonly kind: 'found'; readonly orders: readonly ByteOrder[] };

/** Of the larger of two values. One that is further away is not what was meant. */
const mostDifference = 0.5;

/** @param expected as it was typed, with a point or a comma for the fraction */
export function nearest(cells: Cells, readings: readonly Reading[], expected: string): Nearest {
  const wanted = expected.trim();
  if (wanted === '') return { kind: 'nothing-expected' };
  const differenceFrom = measureOf(typeOf(cells), wanted);
  if (differenceFrom === undefined) return { kind: 'not-understood' };
  const measured = readings.flatMap(({ order, sample: { value, text } }) => {
    const given = value ?? text;
    const difference = given === undefined ? Number.NaN : differenceFrom(given);
    return difference <= mostDifference ? [{ order, difference }] : [];
  });
  const least = Math.min(...measured.map(({ difference }) => difference));
  return {
    kind: 'found',
    orders: measured.filter(({ difference }) => difference === least).map(({ order }) => order),
  };
}

type Measure = (value: boolean | number | string) => number;

function measureOf(type: TagType, wanted: string): Measure | undefined {
  if (type === 'string') return (value) => differingShare(String(value), wanted);
  if (type === 'bool') {
    const bit = bits.get(wanted.toLowerCase());
    return bit === undefined ? undefined : (value) => (value === bit ? 0 : 1);
  }
  const number = Number(wanted.replace(',', '.'));
  return Number.isFinite(number) ? (value) => difference(Number(value), number) : undefined;
}

const bits: ReadonlyMap<string, boolean> = new Map([
  ['1', true],
  ['true', true],
  ['0', false],
  ['false', false],
]);

/** As a share of the larger one; of 0 as it is. */
function difference(value: number, wanted: number): number {
  const apart = Math.abs(value - wanted);
  return wanted === 0 ? apart : apart / Math.max(Math.abs(value), Math.abs(wanted));
}

/** How many characters differ; what stands behind the expected ones does not matter. */
function differingShare(value: string, wanted: string): number {
  const characters = [...wanted.toLowerCase()];
  const others = [...value.toLowerCase()];
  return characters.filter((character, at) => character !== others[at]).length / characters.length;
}
