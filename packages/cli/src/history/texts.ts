import type { Translate } from '@millwright/flows';

/** The words of the editor's English catalogue that this command says too; a test compares both. */
export const texts: Readonly<Record<string, string>> = {
  'actor.anyone': 'anyone',
  'actor.system': 'Node-RED',
  'actor.token': 'token __name__',
  'actor.device': 'device __name__',
  'actor.unnamed': 'unnamed',
  'operation.flows.deploy': 'Deploy',
  'operation.flows.reload': 'Reload of the flow file',
  'operation.flow.add': 'Tab added through the API',
  'operation.flow.update': 'Tab changed through the API',
  'operation.flow.remove': 'Tab removed through the API',
  'operation.history.restore': 'Restore',
  'operation.history.restore.parts': 'Restore of parts',
  'operation.nodes.install': 'Module installed',
  'operation.nodes.remove': 'Module removed',
  'operation.nodes.module.set': 'Module enabled or disabled',
  'operation.nodes.info.set': 'Nodes enabled or disabled',
  'operation.projects.create': 'Project created',
  'operation.projects.initialise': 'Project set up',
  'operation.projects.set': 'Project opened',
  'operation.projects.update': 'Project changed',
  'operation.projects.branch.set': 'Branch switched',
  'operation.projects.commit': 'Merge completed',
  'operation.projects.merge.abort': 'Merge given up',
  'operation.projects.file.revert': "File's changes discarded",
  'operation.projects.pull': 'Pulled from the remote',
  'operation.found': 'Found',
  'deployType.full': 'full',
  'deployType.flows': 'modified flows',
  'deployType.nodes': 'modified nodes',
  'change.asFound': 'As found when history was installed',
  'change.damaged': 'Damaged: not as it was kept',
  'change.found': 'Changed without a deploy',
  'change.reloaded': 'Flow file reloaded',
  'change.restored': 'Version __number__ restored',
  'change.restoredPartly': 'Parts of version __number__ restored',
  'change.safety': 'Kept before version __number__ was restored',
  'change.credentials': 'credentials changed',
  'change.credential.set': 'credentials of __nodes__ set',
  'change.credential.changed': 'credentials of __nodes__ changed',
  'change.credential.removed': 'credentials of __nodes__ removed',
  'change.modules': 'modules changed',
  'change.module.added': 'module __name__ __after__ installed',
  'change.module.changed': 'module __name__ __before__ → __after__',
  'change.module.removed': 'module __name__ __before__ removed',
  'change.reordered': 'only the order changed',
  'change.nothing': 'nothing changed in the flows',
  'change.name.tab': 'Unnamed tab',
  'change.name.subflow': 'Unnamed subflow',
  'change.name.configuration': 'Configuration nodes',
  'change.name.global': 'Global environment',
  'change.part.added': 'added',
  'change.part.removed': 'removed',
  'change.part.moved': 'moved',
  'change.part.renamed': 'renamed',
  'change.part.properties': 'properties',
  'change.nodes.added': '__number__ added',
  'change.nodes.changed': '__number__ changed',
  'change.nodes.removed': '__number__ removed',
  'change.nodes.moved': '__number__ moved',
};

type Values = Readonly<Record<string, string | number>>;

/** The text of a key, with values put in; the key itself where there is none. */
export function say(key: string, values: Values = {}): string {
  const found = texts[key] ?? key;
  return found.replace(/__(\w+)__/g, (whole, name: string) => String(values[name] ?? whole));
}

export const translate: Translate = say;
