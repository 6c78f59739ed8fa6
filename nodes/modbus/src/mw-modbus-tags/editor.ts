import type { Cells, NodeExtras, RowRules } from '@millwright/editor';
import { fieldIcons, numberColumns, tableExtras } from '@millwright/plc/editor';
import { formatAddress, namesArea, notationOf, notations } from '../common/address.ts';
import { isBitArea, lastAddress } from '../common/area.ts';
import { byteOrderTool } from '../editor/byte-order/tray.ts';
import { contribFile } from '../editor/imports/contrib-file.ts';
import { telegrafFile } from '../editor/imports/telegraf-file.ts';
import { liveValues } from '../editor/live-values.ts';
import { type Others, placeOf, planInDialog, widthOf } from '../editor/plan.ts';
import { unitLabel } from '../editor/unit-label.ts';

/** A new tag follows the last one: the same kind, at the next free address; the next bit of the same register. */
function next(rows: readonly Cells[], others: Others = {}): Cells {
  const last = rows.at(-1);
  if (last === undefined) return {};
  const { name: _name, address: _address, bit, ...same } = last;
  const place = placeOf(last, others);
  if (place === undefined) return same;
  const nextBit = Number(bit) + 1;
  if (bit !== undefined && bit !== '' && nextBit <= 15) return { ...last, name: '', bit: nextBit };
  const following = place.address + widthOf(last);
  const address = following <= lastAddress ? following : 0;
  const first = bit === undefined || bit === '' ? {} : { bit: 0 };
  return { ...same, ...first, address: formatAddress({ ...place, address }, notationOf(others['notation'])) };
}

/** An area of bits holds nothing but bool, one of registers mostly something else. */
function changed(cells: Cells, column: string, others: Others = {}): Cells {
  if (column !== 'area' && column !== 'address') return cells;
  const area = placeOf(cells, others)?.area;
  if (area === undefined) return cells;
  const { bit: _bit, ...rest } = cells;
  if (isBitArea(area)) return cells['type'] === 'bool' ? rest : { ...rest, type: 'bool' };
  const isBit = cells['bit'] !== undefined && cells['bit'] !== '';
  return cells['type'] === 'bool' && !isBit ? { ...cells, type: 'uint16' } : cells;
}

/** What says nothing: the area where the address has it, the order of a bit, the scale of a text. */
function idle(cells: Cells, others: Others = {}): readonly string[] {
  const { type } = cells;
  const area = placeOf(cells, others)?.area;
  const inBits = area !== undefined && isBitArea(area);
  return [
    ...(namesArea(notationOf(others['notation'])) ? ['area'] : []),
    ...(inBits && type === 'bool' ? ['type', 'byteOrder'] : []),
    ...(type === 'bool' && !inBits ? [] : ['bit']),
    ...(type === 'string' ? [] : ['length']),
    ...(type === 'bool' || type === 'string' ? numberColumns : []),
  ];
}

/**
 * The row for the same register in another notation. One that the new notation cannot say (beyond the 9999th with five
 * digits) is written all the same, which is marked: as it was it could stand for another register there.
 */
function renoted(cells: Cells, before: Others, after: Others): Cells {
  const notation = notations.find((each) => each === after['notation']);
  const known = notations.some((each) => each === before['notation']);
  const place = known && notation !== undefined ? writtenPlaceOf(cells, before) : undefined;
  if (place === undefined || notation === undefined) return cells;
  return { ...cells, area: place.area, address: formatAddress(place, notation) };
}

/** What was too far for five digits has six: read as such, the next notation has the same register again. */
const writtenPlaceOf = (cells: Cells, others: Others) =>
  placeOf(cells, others) ??
  (others['notation'] === 'modicon-5' ? placeOf(cells, { notation: 'modicon-6' }) : undefined);

/** How the rows of a table of tags behave. */
export const rowRules: RowRules = { next, changed, idle, follow: { notation: renoted } };

export const tagsExtras: NodeExtras = {
  ...tableExtras,
  icons: { ...fieldIcons, unit: 'fa-hashtag', notation: 'fa-map-marker', byteOrder: 'fa-exchange' },
  label: unitLabel,
  rows: { tags: rowRules },
  lists: {
    tags: {
      live: liveValues,
      plan: planInDialog,
      tools: [byteOrderTool],
      imports: [telegrafFile, contribFile],
    },
  },
};
