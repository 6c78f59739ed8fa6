import { AsyncLocalStorage } from 'node:async_hooks';
import { systemClock } from '../clock.ts';
import { FlowStates } from '../flows/state.ts';
import { makeContextStorage } from '../pipeline/context.ts';
import { Locks } from '../pipeline/locks.ts';
import type { NodeRed } from '../red.ts';
import { type Door, doorApi } from './door.ts';
import { findRuntime } from './find-runtime.ts';

/** Makes the door of this process, with nobody at it. */
export function makeDoor(RED: NodeRed): Door {
  return {
    api: doorApi,
    copies: [],
    owner: undefined,
    problem: undefined,
    found: findRuntime(RED),
    context: makeContextStorage(),
    connection: new AsyncLocalStorage(),
    locks: new Locks(systemClock),
    running: new Map(),
    interceptors: [],
    routes: [],
    services: {},
    states: new FlowStates(),
    turns: new WeakMap(),
    openRoutes: new Set(),
    live: { filters: new Set(), prototypes: new Set() },
    turnedAway: new Set(),
    stopping: new Set(),
    logIn: undefined,
  };
}
