import { red } from '../red.ts';

/**
 * Whether this browser has opened a sidebar of ours before; the key is marked as seen by {@link FirstVisit.done}.
 */
export interface FirstVisit {
  readonly isFirst: boolean;
  done(): void;
}

/** @param key such as `millwright.history.visited` */
export function firstVisit(key: string): FirstVisit {
  let isFirst = red().settings.getLocal(key) == null;
  return {
    get isFirst() {
      return isFirst;
    },
    done() {
      isFirst = false;
      red().settings.setLocal(key, 'true');
    },
  };
}

/** Calls back once the editor is complete: at once when it is already, as after an installation from the palette. */
export function whenEditorReady(run: () => void): void {
  const { events, nodes } = red();
  if (nodes.version()) {
    run();
    return;
  }
  const onLoaded = (): void => {
    events.off('flows:loaded', onLoaded);
    // The editor opens its own first tab right after this event.
    setTimeout(run);
  };
  events.on('flows:loaded', onLoaded);
}
