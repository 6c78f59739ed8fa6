import { type ConfigOfFields, type Fields, type NodeDefinition, secretNames } from '@millwright/schema';
import type { NodesRed, RedNode } from '../red.ts';
import { behaviours, configOf, LiveNode } from './live-node.ts';
import type { Behaviour, CreateNode } from './node.ts';

/** A node that lives, and what it does. */
export interface LivingNode<B extends object> {
  readonly id: string;
  readonly name: string;
  readonly behaviour: B;
}

/** The nodes that live now and whose behaviour this function made. */
export function livingNodes<B extends object>(create: CreateNode<never, B>): readonly LivingNode<B>[] {
  return [...behaviours].flatMap(([{ id, name = '' }, made]) =>
    // What this very function made is of the type that it makes.
    made.create === create ? [{ id, name, behaviour: made.behaviour as B & Behaviour }] : [],
  );
}

export interface RegisterOptions {
  /** What editors are told when they begin, by names that begin with the type's own in camel case: `mwS7ConnectionControl`. */
  readonly told?: Readonly<Record<string, boolean>>;
}

/**
 * Registers a node type with Node-RED: its properties are migrated and checked by its declaration, its behaviour is
 * made, and from then on messages, errors, status and closing go the same way for every node.
 *
 * @example export const entries = { 'mw-modbus-read': (RED: NodesRed) => registerNode(RED, readNode, createRead) };
 */
export function registerNode<F extends Fields, B extends object>(
  RED: NodesRed,
  definition: NodeDefinition<F>,
  create: CreateNode<ConfigOfFields<F>, B>,
  { told = {} }: RegisterOptions = {},
): void {
  const make = function (this: RedNode, properties: unknown): void {
    RED.nodes.createNode(this, properties);
    new LiveNode(RED, this, definition.type).start(() => ({
      config: configOf(definition, properties),
      create,
    }));
  };
  const secrets = secretNames(definition.fields);
  const credentials = Object.fromEntries(secrets.map((name) => [name, { type: 'password' as const }]));
  const settings = Object.fromEntries(
    Object.entries(told).map(([name, value]) => [name, { value, exportable: true as const }]),
  );
  RED.nodes.registerType(definition.type, make, {
    ...(secrets.length > 0 && { credentials }),
    ...(Object.keys(told).length > 0 && { settings }),
  });
}
