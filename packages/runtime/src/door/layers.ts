import type { Application, ErrorHandler, Handler, Layer } from '../red.ts';

export interface Mounted {
  readonly inPlace: () => boolean;
  readonly undo: () => void;
}

/** Where in an application's stack a handler goes; `parsed` is as soon as the body of a request has been read. */
export type Place = 'front' | 'parsed' | 'end';

/** The last of the layers that read bodies, in Node-RED's own admin application. */
const lastParser = 'urlencodedParser';

/** Whether there is such a place as `parsed`. */
export const hasParsers = ({ _router }: Application): boolean =>
  _router?.stack.some(({ name }) => name === lastParser) ?? false;

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
  if (layer && place === 'front') move(stack, layer, 'expressInit');
  if (layer && place === 'parsed') move(stack, layer, lastParser);
  return {
    inPlace: () => layer !== undefined && stack.includes(layer),
    undo() {
      const index = layer ? stack.indexOf(layer) : -1;
      if (index >= 0) stack.splice(index, 1);
    },
  };
}

/** Puts a layer right behind another. */
function move(stack: Layer[], layer: Layer, behind: string): void {
  stack.splice(stack.indexOf(layer), 1);
  stack.splice(stack.findIndex(({ name }) => name === behind) + 1, 0, layer);
}
