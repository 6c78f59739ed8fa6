import * as v from 'valibot';
import { changeState, credentialDifference, partKind, versionNumber } from './version.ts';

/** A side of a comparison: a version, what runs now, or flows that the caller has (an editor, a file). */
export const side = v.union([
  v.strictObject({ version: versionNumber }),
  v.strictObject({ running: v.literal(true) }),
  v.strictObject({
    flows: v.pipe(
      v.array(v.unknown()),
      v.maxLength(200_000),
      v.description('Flow items, as in a flow file. Credentials in them are not looked at'),
    ),
    credentialsTyped: v.optional(
      v.pipe(
        v.array(v.pipe(v.string(), v.maxLength(200))),
        v.maxLength(200_000),
        v.description('Nodes whose credentials an editor would deploy too'),
      ),
    ),
  }),
]);
export type Side = v.InferInput<typeof side>;

/** How a property is best shown. `code` has lines that are worth comparing one by one. */
const propertyKind = v.picklist(['value', 'code', 'wires', 'environment', 'place']);

export const propertyChange = v.object({
  name: v.string(),
  kind: propertyKind,
  /** What it is written in, where `kind` is `code`. */
  language: v.optional(v.picklist(['javascript', 'json', 'sql', 'html', 'css', 'markdown', 'text'])),
  /** JSON; absent where the property was not there. */
  before: v.optional(v.unknown()),
  after: v.optional(v.unknown()),
});
export type PropertyChange = v.InferOutput<typeof propertyChange>;

export const nodeDifference = v.object({
  id: v.string(),
  type: v.string(),
  label: v.string(),
  state: changeState,
  /** Of an added or removed node, all of its properties. */
  properties: v.array(propertyChange),
});
export type NodeDifference = v.InferOutput<typeof nodeDifference>;

export const partDifference = v.object({
  kind: partKind,
  id: v.string(),
  label: v.string(),
  formerLabel: v.optional(v.string()),
  state: changeState,
  /** Of the tab's or subflow's own item, or of the global environment. */
  properties: v.array(propertyChange),
  nodes: v.array(nodeDifference),
});
export type PartDifference = v.InferOutput<typeof partDifference>;

/** One module, or one setting, on both sides; absent where it is not there. */
const moduleDifference = v.object({
  name: v.string(),
  before: v.optional(v.string()),
  after: v.optional(v.string()),
});
const settingDifference = v.object({
  name: v.string(),
  before: v.optional(v.unknown()),
  after: v.optional(v.unknown()),
});

const placedCredentialDifference = v.object({
  ...credentialDifference.entries,
  /** Where the node stands, as the scope of a restore names it. */
  place: v.object({ kind: partKind, id: v.string() }),
});
export type PlacedCredentialDifference = v.InferOutput<typeof placedCredentialDifference>;

const sideDescription = v.object({
  kind: v.picklist(['version', 'running', 'given']),
  number: v.optional(versionNumber),
  rev: v.optional(v.string()),
});

export const comparison = v.object({
  before: sideDescription,
  after: sideDescription,
  parts: v.array(partDifference),
  /** Only the order of the items or the way they are written differs. */
  reordered: v.boolean(),
  modules: v.array(moduleDifference),
  settings: v.array(settingDifference),
  credentials: v.array(placedCredentialDifference),
  /** What a given side says nothing about, so that it could not be compared. */
  unknown: v.array(v.picklist(['modules', 'settings', 'credentials'])),
  /** What the ids in wires and references are called, on either side. */
  names: v.record(v.string(), v.object({ type: v.string(), label: v.string() })),
});
export type Comparison = v.InferOutput<typeof comparison>;

/** The flows of a version, as they were deployed; without credentials. */
export const versionFlows = v.object({
  number: versionNumber,
  rev: v.string(),
  flows: v.array(v.unknown()),
});
export type VersionFlows = v.InferOutput<typeof versionFlows>;
