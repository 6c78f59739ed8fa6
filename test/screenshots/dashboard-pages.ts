import { dashboardFlows } from '@millwright/testing';

type Item = Readonly<Record<string, unknown>> & { readonly id: string };

/** A widget as it stands in a flow file, without what all of them have. */
export type Placed = Item & { readonly type: string; readonly height: number };

/** One page with widgets below each other, in a light or a dark theme. */
export interface PagePlan {
  readonly path: string;
  readonly isDark: boolean;
  readonly widgets: readonly Placed[];
}

/** The configuration nodes of a dashboard with these pages, and their widgets. */
export function dashboardPages(plans: readonly PagePlan[]): readonly Item[] {
  const found = new Map<string, Item>();
  for (const [order, { path, isDark, widgets }] of plans.entries()) {
    const shade = isDark ? 'dark' : 'light';
    // Of one page; those of several share what they have in common.
    const renamed: Record<string, string> = {
      theme: `theme-${shade}`,
      'page-1': `page-${path}`,
      group: `group-${path}`,
    };
    for (const item of dashboardFlows({ isDark }) as readonly Item[]) {
      const id = renamed[item.id] ?? item.id;
      const own = {
        ...item,
        id,
        ...(item.id === 'page-1' && { theme: `theme-${shade}`, name: path, path: `/${path}`, order }),
        ...(item.id === 'group' && { page: `page-${path}` }),
      };
      found.set(id, own);
    }
    for (const [row, widget] of widgets.entries())
      found.set(widget.id, {
        schema: 1,
        z: 'widgets',
        x: 200,
        y: 60 + 60 * row,
        name: '',
        width: 0,
        className: '',
        group: `group-${path}`,
        order: row + 1,
        wires: [],
        ...widget,
      });
  }
  return [{ id: 'widgets', type: 'tab', label: 'Line 2' }, ...found.values()];
}
