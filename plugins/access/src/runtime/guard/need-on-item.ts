import { isOfDashboard, type Named, type Resource } from '@millwright/access';
import {
  emptyDocument,
  type FlowDocument,
  findItems,
  identity,
  nameOf,
  TouchFinder,
} from '@millwright/flows';
import { type Need, onTouched } from './need.ts';
import type { World } from './target-needs.ts';

/** An action on one thing of the flows, wherever it stands and is used. */
export function needsOnItem(action: string, id: string, { document, moduleOf }: World): readonly Need[] {
  const flows = document() ?? emptyDocument;
  const needs = new TouchFinder(flows).withId(id).map((touch) => onTouched(action, touch, moduleOf));
  if (!isOfDashboard(action)) return needs;
  const place = placeOfWidget(flows, id);
  return needs.map((need) =>
    need.resource.node?.id === id ? { ...need, resource: { ...need.resource, ...place } } : need,
  );
}

type WidgetPlace = Pick<Resource, 'dashboardPage' | 'dashboardGroup'>;

/**
 * The page and group of a dashboard that a widget stands on: by its group, or the page itself for what is on no group. A
 * group that a variable names is none that a rule could know.
 */
export function placeOfWidget(flows: FlowDocument, id: string): WidgetPlace {
  const item = (wanted: unknown) => {
    const name = nameOf(wanted);
    return name === undefined || name === '' ? undefined : findItems(flows, new Set([name])).get(name)?.item;
  };
  const widget = item(id);
  const group = item(widget?.['group']);
  const isGroup = group?.type === 'ui-group';
  const page = item(isGroup ? group['page'] : widget?.['page']);
  return {
    ...(isGroup ? { dashboardGroup: named(group) } : {}),
    ...(page?.type === 'ui-page' ? { dashboardPage: named(page) } : {}),
  };
}

function named(item: Parameters<typeof identity>[0]): Named {
  const { id, label } = identity(item);
  return { id, name: label };
}
