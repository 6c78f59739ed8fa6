import type { Named, Resource } from '@millwright/access';
import type { Place, Touch } from '@millwright/flows';
import type { AboutWhat } from '../../common/decisions.ts';

/** One thing that has to be allowed: an action on a resource, with the words for people. */
export interface Need {
  readonly action: string;
  readonly resource: Resource;
  readonly about: AboutWhat;
  /** Nobody can tell to which module: a rule that denies some module denies this. */
  readonly anyModule?: true;
}

/** Which module brings a type of nodes. */
export type ModuleOf = (type: string) => string | undefined;

/** Asks for each type once: Node-RED goes through a list of all modules each time. */
export function remembering(moduleOf: ModuleOf): ModuleOf {
  const known = new Map<string, string | undefined>();
  return (type) => {
    if (!known.has(type)) known.set(type, moduleOf(type));
    return known.get(type);
  };
}

/** An action on this Node-RED as a whole. */
export const onInstance = (action: string): Need => ({ action, resource: {}, about: { kind: 'instance' } });

/** An action on a module, by the name that npm knows it by. */
export const onModule = (action: string, name: string): Need => ({
  action,
  resource: { module: name },
  about: { kind: 'module', id: name, label: name },
});

/** An action on what is touched. */
export function onTouched(action: string, touch: Touch, moduleOf: ModuleOf): Need {
  return { action, resource: resourceOf(touch, moduleOf), about: aboutTouched(touch) };
}

function resourceOf({ item, tab, subflow, groups }: Touch, moduleOf: ModuleOf): Resource {
  const module = item && moduleOf(item.type);
  return {
    ...(tab ? { tab } : {}),
    ...(subflow ? { subflow } : {}),
    ...(groups.length > 0 ? { groups } : {}),
    // Tabs and subflows are places, and nodes too: rules about nodes of any type are about them as well.
    ...(item
      ? { node: { ...named(item), type: item.type, ...(module === undefined ? {} : { module }) } }
      : {}),
  };
}

const named = ({ id, name }: Place): Named => ({ id, name });

function aboutTouched({ item, tab, subflow, reason }: Touch): AboutWhat {
  const because = reason === 'own' ? {} : { because: reason };
  const place = tab ? placeOf('tab', tab) : subflow ? placeOf('subflow', subflow) : undefined;
  if (!item) return place ? { ...place, place, ...because } : { kind: 'instance', ...because };
  const kind = item.type === 'tab' || item.type === 'subflow' ? item.type : 'node';
  return {
    kind,
    id: item.id,
    label: item.name,
    ...(kind === 'node' ? { type: item.type } : {}),
    ...(place ? { place } : {}),
    ...because,
  };
}

const placeOf = (kind: 'tab' | 'subflow', { id, name }: Place) => ({ kind, id, label: name });
