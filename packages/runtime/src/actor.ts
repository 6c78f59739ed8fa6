/** Who did it. `anyone` is a person without a log-in, `system` is Node-RED itself or a node of a flow. */
export interface Actor {
  readonly kind: 'user' | 'token' | 'device' | 'system' | 'anyone';
  readonly name?: string;
}

/** The HTTP request that an operation came from. All of it is the client's word: shown, never trusted. */
export interface Source {
  readonly method: string;
  /** Path on the admin application, without the query: queries may hold tokens. */
  readonly path: string;
  /** Address of the peer (Express's `req.ip`: the socket's, unless `trust proxy` is set). */
  readonly address: string;
  readonly userAgent?: string;
}

export const systemActor: Actor = { kind: 'system' };
