import type { Operation } from '@millwright/runtime';
import { plainModule } from './addresses.ts';
import type { Told } from './fields.ts';

/**
 * What is told of an operation beside its target: of Node-RED's own taken out of its input, field by field, since that
 * may hold secrets; of a plugin's own what it tells itself.
 */
export function factsOf(operation: Operation, nodeType: (id: string) => string | undefined): Told {
  return ofNodeRed[operation.name]?.(operation, nodeType) ?? operation.facts;
}

type Take = (operation: Operation, nodeType: (id: string) => string | undefined) => Told;

const deployed: Take = ({ flows }) => ({ type: flows?.deploymentType });
const switched: Take = ({ input }) => ({ enabled: input['enabled'] });

const ofNodeRed: Readonly<Record<string, Take>> = {
  'flows.deploy': deployed,
  'flows.reload': deployed,
  // An address may hold a password, a file name is the target.
  'nodes.install': ({ input: { version, url, tarball } }) => ({
    version: typeof version === 'string' ? plainModule(version) : undefined,
    from: tarball ? 'file' : url ? 'address' : 'registry',
  }),
  'nodes.module.set': switched,
  'nodes.info.set': switched,
  'debug.set': ({ input }) => {
    const { params, body } = input as { readonly params?: Told; readonly body?: Told };
    return { enabled: params?.['state'] === 'enable', nodes: body?.['nodes'] };
  },
  inject: ({ target, input }, nodeType) => ({
    nodeType: target && nodeType(target.id),
    // Other properties than those that the node has.
    replaced: Object.hasOwn(Object(input['body']), '__user_inject_props__'),
  }),
  'credentials.get': ({ target }, nodeType) => ({ nodeType: target && nodeType(target.id) }),
  'projects.branch.set': ({ input }) => ({ created: input['create'] === true }),
  'projects.branch.delete': ({ input }) => ({ forced: input['force'] === true }),
  'projects.push': ({ input }) => ({ upstream: input['track'] === true }),
};
