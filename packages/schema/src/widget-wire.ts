/** What goes between the server side of a widget and a browser: plain JSON, and at most one buffer of numbers. */
export interface Parcel {
  readonly json?: unknown;
  /** Tables that were packed into one: a message with many buffers would end the connection. */
  readonly numbers?: Float64Array;
}

/** What a browser asks of a widget. */
export interface WidgetRequest {
  /** The browser's own number; the answer bears it. */
  readonly number: number;
  readonly ask: string;
  readonly body?: unknown;
}

/** What became of a request: an answer, or why there is none. */
export interface WidgetAnswer extends Parcel {
  readonly number: number;
  readonly error?: { readonly code: string; readonly message: string; readonly details?: object };
}

/** The requests that every widget answers. These begin and end what is pushed. */
export const followRequest = 'follow';
export const unfollowRequest = 'unfollow';
/** Somebody uses the page: a key, a finger, a mouse. What a page asks by itself does not say so. */
export const presentRequest = 'present';

/** What a browser is told that begins to follow. */
export interface Followed {
  /** Another one than before: the widget was deployed anew or the server restarted, and what was pushed may have been missed. */
  readonly life: string;
  /** The server's clock (ms UTC). */
  readonly now: number;
}

/**
 * The events of live connections on which answers and pushes come; and word that pushes were left out because a browser
 * did not read them: it is to follow anew.
 */
export const answerEvent = (widget: string): string => `mw-answer:${widget}`;
export const pushEvent = (widget: string): string => `mw-push:${widget}`;
export const missedEvent = (widget: string): string => `mw-missed:${widget}`;
