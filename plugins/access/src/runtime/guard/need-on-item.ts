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
import { itemsBehind } from './widget-items.ts';

/**
 * An action on one thing of the flows, wherever it stands and is used. A widget in an instance of a subflow is there
 * under an id that Node-RED made up: rules are asked about the widget that the subflow holds.
 */
export function needsOnItem(action: string, id: string, { document, moduleOf }: World): readonly Need[] {
  const flows = document() ?? emptyDocument;
  const needsWith = (finder: TouchFinder, each: string): readonly Need[] =>
    finder.withId(each).map((touch) => onTouched(action, touch, moduleOf));
  if (!isOfDashboard(action)) return needsWith(new TouchFinder(flows), id);
  const behind = itemsBehind(flows, id).flatMap((item) => nameOf(item.id) ?? []);
  // What is there is asked for with each message; what is not, by any name at all.
  const finder = behind.length > 0 ? finderOf(flows) : new TouchFinder(flows);
  const needsOn = (each: string): readonly Need[] => needsWith(finder, each);
  return (behind.length > 0 ? behind : [id]).flatMap((each) => {
    const place = placeOfWidget(flows, each);
    return needsOn(each).map((need) =>
      need.resource.node?.id === each ? { ...need, resource: { ...need.resource, ...place } } : need,
    );
  });
}

const finders = new WeakMap<FlowDocument, TouchFinder>();

/** What it has found in a document it remembers. */
function finderOf(flows: FlowDocument): TouchFinder {
  const known = finders.get(flows) ?? new TouchFinder(flows);
  finders.set(flows, known);
  return known;
}

type WidgetPlace = Pick<Resource, 'dashboardPage' | 'dashboardGroup'>;

/**
 * The page and group of a dashboard that a widget stands on: by its group, or the page itself for what is on no group;
 * groups and pages stand on themselves, so that one can ask about all that is on them. A
 * group that a variable names is none that a rule could know.
 */
export function placeOfWidget(flows: FlowDocument, id: string): WidgetPlace {
  const item = (wanted: unknown) => {
    const name = nameOf(wanted);
    return name === undefined || name === '' ? undefined : findItems(flows, new Set([name])).get(name)?.item;
  };
  const own = item(id);
  const group = own?.type === 'ui-group' ? own : item(own?.['group']);
  const isGroup = group?.type === 'ui-group';
  const page = own?.type === 'ui-page' ? own : item(isGroup ? group['page'] : own?.['page']);
  return {
    ...(isGroup ? { dashboardGroup: named(group) } : {}),
    ...(page?.type === 'ui-page' ? { dashboardPage: named(page) } : {}),
  };
}

function named(item: Parameters<typeof identity>[0]): Named {
  const { id, label } = identity(item);
  return { id, name: label };
}
