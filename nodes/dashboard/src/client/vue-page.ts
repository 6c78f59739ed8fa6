import { getCurrentInstance, inject } from 'vue';
import type { DashboardSocket } from './dashboard.ts';

/** What Dashboard hands to each widget. */
export interface WidgetProps {
  readonly id: string;
  /** The node's configuration. */
  readonly props: Readonly<Record<string, unknown>>;
  /** What messages have changed of it since. */
  readonly state: Readonly<Record<string, unknown>>;
}

/** Whether Dashboard lets people use a widget: it tells a third-party widget, and shows nothing of it by itself. */
export const isEnabled = ({ state }: Pick<WidgetProps, 'state'>): boolean => state['enabled'] !== false;

/** The declaration of those, as Vue wants it. */
export const widgetProps = {
  id: { type: String, required: true },
  props: { type: Object, default: () => ({}) },
  state: { type: Object, default: () => ({}) },
} as const;

type Track = (
  id: string,
  onInput?: (message: unknown) => void,
  onLoad?: (message: unknown) => void,
  onDynamicProperties?: (message: unknown) => void,
) => void;

/**
 * The page's socket. Messages that change how the widget looks are Dashboard's own business; it is told to listen for
 * them. To be called in `setup`.
 */
export function useSocket(id: string): DashboardSocket | undefined {
  const nothing = (): void => {};
  inject<Track | undefined>('$dataTracker', undefined)?.(id, nothing, nothing, nothing);
  return inject<DashboardSocket | undefined>('$socket', undefined);
}

/** The name of Dashboard's current theme; it changes when the page's does. To be called in `setup`. */
export function useTheme(): () => unknown {
  const page = getCurrentInstance()?.proxy as
    | { readonly $vuetify?: { readonly theme?: { readonly current?: unknown } } }
    | null
    | undefined;
  return () => page?.$vuetify?.theme?.current;
}
