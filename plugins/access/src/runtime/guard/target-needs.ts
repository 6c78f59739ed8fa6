import type { FlowDocument } from '@millwright/flows';
import type { Operation } from '@millwright/runtime';
import { requestErrors } from '@millwright/schema';
import { type ModuleOf, type Need, onInstance, onModule } from './need.ts';
import { needsOnItem } from './need-on-item.ts';
import { takenWith } from './own-modules.ts';

/** What has to be known of the running Node-RED to tell what is done something to. */
export interface World {
  /** The active flows; undefined while none could be loaded. */
  readonly document: () => FlowDocument | undefined;
  readonly moduleOf: ModuleOf;
}

/** What has to be allowed for an operation that is no write of flows: its action, on what it names. */
export function needsOfTarget(operation: Operation, action: string, world: World): readonly Need[] {
  const { target, input } = operation;
  const touched = (ids: readonly string[]): readonly Need[] =>
    ids.flatMap((id) => needsOnItem(action, id, world));
  switch (target?.kind) {
    case 'flow':
    case 'node':
      return touched([target.id]);
    case 'context':
      return input['scope'] === 'global' || typeof input['id'] !== 'string'
        ? [onInstance(action)]
        : touched([input['id']]);
    case 'module':
      return [...moduleNeeds(operation, action, target.id), ...takenWith(action, target.id)];
    case 'node-set':
      return nodeSetNeeds(action, target.id);
    default: {
      const ids = nodesInBody(operation);
      return ids ? touched(ids) : [onInstance(action)];
    }
  }
}

function nodeSetNeeds(action: string, id: string): readonly Need[] {
  // Within its module it has a name of its own: `@scope/module/set`.
  const name = /^(@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? id;
  return [onModule(action, name), ...takenWith(action, name)];
}

/** What npm takes for a name, and for nothing else: not for a folder, an address, or a name with a version behind. */
const plainName = /^(@[\w.~-]+\/)?[\w~-][\w.~-]*$/;
/** Ranges, tags and versions; not another package or address under this one's name. */
const plainVersion = /^[\w.+~^-]*$/;

/** Where a module comes from elsewhere than its name says, only those may install it who may install any. */
function moduleNeeds({ input }: Operation, action: string, name: string): readonly Need[] {
  const { url, tarball, version } = input;
  const isByName = !url && !tarball && plainName.test(name) && plainVersion.test(String(version ?? ''));
  return isByName
    ? [onModule(action, name)]
    : [onModule(action, name), { ...onInstance(action), anyModule: true }];
}

/**
 * Debug nodes are switched one by one, or several at once: `POST /debug/:state` names them in its body.
 *
 * @throws `request.invalid` for what is no text: Node-RED would take it for one
 */
function nodesInBody({ name, input }: Operation): readonly string[] | undefined {
  if (name !== 'debug.set') return undefined;
  const { nodes } = (input['body'] ?? {}) as { readonly nodes?: unknown };
  if (!Array.isArray(nodes)) return undefined;
  const odd = nodes.findIndex((id) => typeof id !== 'string');
  if (odd < 0) return nodes;
  throw requestErrors.invalid({ problems: [{ path: ['body', 'nodes', odd], code: 'not-text' }] });
}
