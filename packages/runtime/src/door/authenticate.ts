import type { NodeRed, Request, Response } from '../red.ts';

/** Who sends a request, as far as Node-RED can tell before the route itself has asked. */
export type Identity =
  | { readonly known: true; readonly user: unknown }
  /** No token, or one that is not valid. */
  | { readonly known: false };

/**
 * Asks Node-RED who sends a request, without answering it: that is the route's own business. What Node-RED notes on
 * the request is taken off again, so that a route without a check of its own sees what it would see without us.
 */
export function authenticate(RED: Pick<NodeRed, 'auth'>, request: Request): Promise<Identity> {
  // Empty: whoever is logged in.
  return ask(RED, request, '');
}

/** Whether whoever sends a request has a permission. Node-RED notes in its audit log if not. */
export async function isAllowed(
  RED: Pick<NodeRed, 'auth'>,
  request: Request,
  permission: string,
): Promise<boolean> {
  return (await ask(RED, request, permission)).known;
}

function ask({ auth }: Pick<NodeRed, 'auth'>, request: Request, permission: string): Promise<Identity> {
  const noted = request as { user?: unknown; authInfo?: unknown };
  const before = new Map(noteNames.map((name) => [name, noted[name]]));
  return new Promise((resolve) => {
    const done = (identity: Identity): void => {
      for (const name of noteNames) {
        if (before.get(name) === undefined) delete noted[name];
        else noted[name] = before.get(name);
      }
      resolve(identity);
    };
    auth.needsPermission(permission)(
      request,
      unanswered(() => done({ known: false })),
      (error) => done(error === undefined ? { known: true, user: noted.user } : { known: false }),
    );
  });
}

const noteNames = ['user', 'authInfo'] as const;

/** Whether a request brings something that may say who sends it. */
export function bringsToken({ headers, query }: Request, tokenHeader: string | undefined): boolean {
  return (
    headers.authorization !== undefined ||
    (tokenHeader !== undefined && headers[tokenHeader] !== undefined) ||
    Object.hasOwn((query ?? {}) as object, 'access_token')
  );
}

/** In the place of the response: swallows the refusal, and tells that there was one. */
function unanswered(refused: () => void): Response {
  const response = {
    statusCode: 0,
    setHeader: () => response,
    getHeader: () => undefined,
    status: () => response,
    end: () => {
      refused();
      return response;
    },
  };
  return response as unknown as Response;
}
