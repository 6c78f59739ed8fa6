import type { Lab } from './lab.ts';
import type { User } from './users.ts';
import type { Reply, WireRequest } from './wire.ts';

/** One way to try something on one route. */
export interface Trick {
  /** Method and path of the route, as the catalogue writes it. */
  readonly route: string;
  readonly trick: string;
  /** Who tries it, and must not succeed. */
  readonly by: readonly User[];
  /** The part of the state that it changes when the owner sends it. */
  readonly changes: RegExp;
  /** Makes what it needs, beyond the plant. */
  readonly prepare?: (lab: Lab) => Promise<unknown>;
  readonly send: (lab: Lab, user: User) => Promise<Reply>;
  /** What it is answered, status and code, where that is not a refusal by the rules. */
  readonly refusal?: RegExp;
  /** Undoes what the owner did, where deploying the plant again does not. */
  readonly undo?: (lab: Lab) => Promise<unknown>;
}

export const inFlows = /^GET \/flows: /;

/** A trick that is one request. */
export const sends =
  (given: WireRequest | ((lab: Lab) => WireRequest | Promise<WireRequest>)): Trick['send'] =>
  async (lab, user) =>
    lab.send(user, typeof given === 'function' ? await given(lab) : given);
