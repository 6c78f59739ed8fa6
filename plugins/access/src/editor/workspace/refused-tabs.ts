import { nodePlace, type Told } from '@millwright/editor';
import * as v from 'valibot';
import { type RefusalReason, refusalReason } from '../../common/decisions.ts';
import { accessErrors } from '../../common/errors.ts';
import type { AccessTexts } from '../texts.ts';
import { cause } from './limits-of.ts';

const refused = v.looseObject({ reasons: v.array(refusalReason) });

/** Tabs and subflows because of which a deploy was refused, by id with the reasons. */
export function refusedTabs(told: Told, texts: AccessTexts): ReadonlyMap<string, string> {
  const parsed = v.safeParse(refused, told.details);
  if (told.code !== accessErrors.denied.code || !parsed.success) return new Map();
  const places = Map.groupBy(parsed.output.reasons, placeOf);
  const marks = new Map<string, string>();
  for (const [id, reasons] of places)
    if (id !== undefined) marks.set(id, texts('canvas.refused', { cause: cause(reasons, texts) }));
  return marks;
}

function placeOf({ about: { kind, id, place } }: RefusalReason): string | undefined {
  if (place) return place.id;
  if (kind === 'tab' || kind === 'subflow') return id;
  return kind === 'node' && id !== undefined ? nodePlace(id) : undefined;
}
