import type { Application, ErrorHandler, Handler, Layer } from '../red.ts';

export interface Mounted {
  readonly inPlace: () => boolean;
  readonly undo: () => void;
}

/** Where in an application's stack a handler goes. */
export type Place = 'front' | 'end';

/**
 * Adds a handler to an Express application so that it can be taken out again, for which Express has no way of its own.
 * `front` is right behind Express's own two layers, before anything else sees the request.
 */
export function mount(
  application: Application,
  handler: Handler | ErrorHandler,
  { path, place }: { readonly path?: string; readonly place: Place },
): Mounted {
  if (path === undefined) application.use(handler);
  else application.use(path, handler);
  const stack = application._router?.stack ?? [];
  const layer = stack.find((each) => each.handle === handler);
  if (layer && place === 'front') move(stack, layer);
  return {
    inPlace: () => layer !== undefined && stack.includes(layer),
    undo() {
      const index = layer ? stack.indexOf(layer) : -1;
      if (index >= 0) stack.splice(index, 1);
    },
  };
}

function move(stack: Layer[], layer: Layer): void {
  stack.splice(stack.indexOf(layer), 1);
  const initial = stack.findIndex(({ name }) => name === 'expressInit');
  stack.splice(initial + 1, 0, layer);
}
