import type { Commander } from '@millwright/analytics';
import type { Parcel } from '@millwright/schema';
import type { Behaviour, NodeContext } from '../node/node.ts';

/** A browser that asks something of a widget. */
export interface Browser {
  /** The id of its connection. */
  readonly id: string;
  /** Who uses it, as Dashboard's plugins for log-in know them; nothing that it says of itself. */
  readonly by: Commander;
}

/** What a browser asks, beside following. */
export interface Asked {
  readonly ask: string;
  /** As it came: to be checked. */
  readonly body: unknown;
}

/** What a widget does on the server, once it is made from a valid configuration. */
export interface WidgetBehaviour extends Behaviour {
  /**
   * Answers this browser alone. What it throws is the answer when it is coded, else `node.unexpected`.
   * @throws `widget.request-unknown` for what it does not know
   */
  answer?(asked: Asked, browser: Browser): Parcel | Promise<Parcel>;
  /**
   * What goes to all browsers that follow, after {@link WidgetContext.changed} was called; undefined for nothing. It is
   * asked for also while nobody follows, so that nothing piles up.
   */
  push?(): Parcel | undefined;
}

/** What a widget is given. */
export interface WidgetContext<Config> extends NodeContext<Config> {
  /** There is something to push: it is asked for within 100 ms, once for all calls until then. */
  changed(): void;
  /** Whether people may use the widget now: looking is harmless, commands are to be refused where it is disabled. */
  isEnabled(): boolean;
}

export type CreateWidget<Config> = (context: WidgetContext<Config>) => WidgetBehaviour;

/** The fields that Dashboard needs of each widget. */
export interface WidgetConfig {
  /** The id of the group. */
  readonly group: string;
  /** Columns of the group's grid; 0 for all of them. */
  readonly width: number;
  /** Rows; 0 for what suits the widget. */
  readonly height: number;
  readonly order: number;
  readonly className: string;
}
