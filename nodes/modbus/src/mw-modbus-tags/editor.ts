import type { Cells, NodeExtras } from '@millwright/editor';
import type { TagType } from '@millwright/tags';
import { type Area, areas, isBitArea, types, width } from './schema.ts';

const areaOf = ({ area }: Cells): Area | undefined => areas.find((each) => each === area);
const typeOf = ({ type }: Cells): TagType | undefined => types.find((each) => each === type);

/** A new tag follows the last one: the same area and type, at the next free address. */
function next(rows: readonly Cells[]): Cells {
  const last = rows.at(-1);
  if (last === undefined) return {};
  const { area, type, byteOrder } = last;
  const address = Number(last['address']);
  const following = address + width(typeOf(last) ?? 'uint16');
  return { area, type, byteOrder, address: following >= 0 && following <= 65_535 ? following : 0 };
}

/** An area of bits holds nothing but bool, one of registers everything else. */
function changed(cells: Cells, column: string): Cells {
  const area = areaOf(cells);
  if (column !== 'area' || area === undefined) return cells;
  if (isBitArea(area)) return { ...cells, type: 'bool' };
  return cells['type'] === 'bool' ? { ...cells, type: 'uint16' } : cells;
}

/** Of a bit there is nothing to choose. */
function idle(cells: Cells): readonly string[] {
  const area = areaOf(cells);
  return area !== undefined && isBitArea(area) && cells['type'] === 'bool' ? ['type', 'byteOrder'] : [];
}

export const tagsExtras: NodeExtras = {
  icons: { connection: 'fa-plug', unit: 'fa-hashtag', tags: 'fa-list' },
  label: ({ connection, unit }, labelOf) => {
    const name = labelOf(connection);
    return name === undefined ? undefined : `${name} / ${unit}`;
  },
  rows: { tags: { next, changed, idle } },
};
