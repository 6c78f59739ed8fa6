import type { NodesRed } from '../red.ts';

/** What Dashboard keeps: what it was told in the editor, and what messages have changed since. */
interface DashboardBase {
  readonly ui?: {
    readonly groups?: ReadonlyMap<string, { readonly page?: string; readonly disabled?: unknown }>;
    readonly pages?: ReadonlyMap<string, { readonly disabled?: unknown }>;
  };
  readonly stores?: { readonly state?: { getProperty(id: string, property: string): unknown } };
}

function baseOf(RED: NodesRed, group: string): DashboardBase {
  const node = RED.nodes.getNode(group) as { getBase?(): unknown } | null;
  try {
    return (node?.getBase?.() ?? {}) as DashboardBase;
  } catch {
    // The page or the dashboard of the group is gone.
    return {};
  }
}

/**
 * Whether Dashboard lets people use a widget: neither it, nor its group or page was disabled, in the editor or by a message. A
 * page shows that, and keeps no browser from asking all the same.
 *
 * Dashboard 1.31 and older write down that `ui-control` disabled a page as if it had enabled it: of a page only what its form
 * says can be known.
 */
export function isEnabled(RED: NodesRed, group: string, widget: string): boolean {
  const { ui, stores } = baseOf(RED, group);
  const told = (id: string, property: string): unknown => stores?.state?.getProperty(id, property);
  const isDisabled = (id: string, place: { readonly disabled?: unknown } | undefined): boolean =>
    [true, 'true'].includes((told(id, 'disabled') ?? place?.disabled) as boolean);
  const own = ui?.groups?.get(group);
  if (told(widget, 'enabled') === false || isDisabled(group, own)) return false;
  return own?.page === undefined || !isDisabled(own.page, ui?.pages?.get(own.page));
}
