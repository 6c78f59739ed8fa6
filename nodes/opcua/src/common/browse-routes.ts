import { boundedText, defineRoutes } from '@millwright/schema';
import * as v from 'valibot';

/** A string identifier alone may have 4,096 characters. */
const address = boundedText(5000);

/** Of a configuration node: only servers that somebody has configured and deployed can be asked. */
const connection = boundedText(500);

/** Of so many nodes at once one is told the values: more are not in sight. */
export const mostDetails = 100;

/** So many children of one node are told, and so many finds of a search. */
export const mostChildren = 20_000;
export const mostFound = 200;

const node = v.object({
  address: v.string(),
  name: v.string(),
  class: v.string(),
  /** In another server, to which nobody is connected. */
  elsewhere: v.optional(v.boolean()),
});

const error = v.object({ code: v.string(), message: v.string(), details: v.optional(v.looseObject({})) });

const details = v.object({
  address: v.string(),
  /** The name of the data type; missing where the node has none. */
  type: v.optional(v.string()),
  /** How many dimensions the value has; 0 for one that is none of an array. */
  dimensions: v.optional(v.number()),
  access: v.optional(v.picklist(['none', 'read', 'write', 'read-write'])),
  /** Structures and arrays as JSON, shortened. */
  value: v.optional(v.nullable(v.union([v.boolean(), v.number(), v.string()]))),
  quality: v.optional(v.picklist(['good', 'uncertain', 'bad'])),
  /** The name of the status, where it is not good. */
  status: v.optional(v.string()),
  error: v.optional(error),
});

export type NodeDetails = v.InferOutput<typeof details>;

const argument = v.object({
  name: v.string(),
  type: v.string(),
  dimensions: v.number(),
  description: v.optional(v.string()),
});

/**
 * What the tree in dialogs asks for. Each asks a server that is configured and deployed, and no other; and each is refused to whoever may look at
 * flows and not change them, since what is in a plant is not in its flows.
 */
export const browseRoutes = defineRoutes('opcua', {
  browse: {
    method: 'POST',
    path: '/browse',
    permission: 'flows.read',
    reads: true,
    background: true,
    summary: 'What is below a node of a deployed OPC UA connection',
    body: v.object({ connection, node: address }),
    response: v.object({ nodes: v.array(node), truncated: v.boolean() }),
  },
  browsePath: {
    method: 'POST',
    path: '/browse-path',
    permission: 'flows.read',
    reads: true,
    background: true,
    summary: 'Where a node is in the tree of a deployed OPC UA connection: from the Root folder down to it',
    body: v.object({ connection, node: address }),
    response: v.object({ nodes: v.array(node), path: v.string() }),
  },
  search: {
    method: 'POST',
    path: '/search',
    permission: 'flows.read',
    reads: true,
    background: true,
    summary: 'Nodes of a deployed OPC UA connection whose name holds a text, as far as a few seconds go',
    body: v.object({
      connection,
      /** Below which node. */
      node: address,
      text: v.pipe(boundedText(100), v.minLength(1)),
      classes: v.optional(v.array(v.picklist(['Object', 'Variable', 'Method']))),
    }),
    response: v.object({
      found: v.array(v.object({ ...node.entries, where: v.array(v.string()) })),
      /** How many nodes were looked at. */
      looked: v.number(),
      /** Whether a limit, of time or number, ended it. */
      truncated: v.boolean(),
    }),
  },
  details: {
    method: 'POST',
    path: '/details',
    permission: 'flows.read',
    reads: true,
    background: true,
    summary: 'Type, value and access of variables of a deployed OPC UA connection',
    body: v.object({
      connection,
      nodes: v.pipe(v.array(address), v.minLength(1), v.maxLength(mostDetails)),
    }),
    response: v.object({ details: v.array(details) }),
    maxBodyBytes: 1024 * 1024,
  },
  method: {
    method: 'POST',
    path: '/method',
    permission: 'flows.read',
    reads: true,
    background: true,
    summary: 'What a method of a deployed OPC UA connection takes and gives',
    body: v.object({ connection, method: address }),
    response: v.object({ inputs: v.array(argument), outputs: v.array(argument) }),
  },
  eventType: {
    method: 'POST',
    path: '/event-type',
    permission: 'flows.write',
    reads: true,
    background: true,
    summary:
      'The fields that a type of event of a deployed OPC UA connection has of its own, and the types below it',
    body: v.object({ connection, type: address }),
    response: v.object({
      fields: v.array(v.object({ name: v.string(), path: v.string() })),
      types: v.array(v.object({ address: v.string(), name: v.string() })),
    }),
  },
});
