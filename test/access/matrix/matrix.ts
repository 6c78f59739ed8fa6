import { actions, compilePolicy, type Decider, defaultPolicy, type Policy } from '@millwright/access';
import { type CatalogueRow, catalogue, functionCatalogue, isRefusable } from '@millwright/runtime';
import { opensEditor } from '../../../plugins/access/src/runtime/guard/guard.ts';

export const roleNames = defaultPolicy.roles.map(({ name }) => name);
/** Somebody who is logged in and has no role. */
export const nobody = 'nobody';

/** The ready-made roles, each of one person of its name. */
export const policy: Policy = {
  ...defaultPolicy,
  bindings: roleNames.map((role) => ({ subject: { kind: 'user', name: role }, role })),
};
const decider: Decider = compilePolicy(policy);

export const mayAll = (name: string, needed: readonly string[]): boolean =>
  needed.every(
    (action) =>
      decider.decide({
        subject: { kind: 'user', name },
        action,
        resource: {},
        circumstances: { time: 0 },
      }).allowed,
  );

/**
 * What a row of the catalogue takes, on the instance as a whole; nothing where Node-RED cannot be told no, and where its
 * page waits for it.
 */
export function neededFor({ name, action, kind }: CatalogueRow): readonly string[] {
  if (opensEditor.has(name)) return [];
  const row = functionCatalogue.find((each) => each.name === name && each.kind === kind);
  if (row && !isRefusable(row)) return [];
  switch (row?.flows) {
    case 'deploy':
      return ['deploy.full', 'flow.edit'];
    case 'reload':
      return ['deploy.reload', 'flow.edit'];
    case 'add':
    case 'update':
    case 'remove':
      return ['deploy.flows', 'flow.edit'];
    default:
      return [action];
  }
}

const columns = [...roleNames, nobody];
const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const marks = (needed: readonly string[]): readonly string[] =>
  columns.map((name) => (mayAll(name, needed) ? 'yes' : ''));
const code = (text: string): string => `\`${text}\``;

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [line([...heads, ...columns]), line([...heads, ...columns].map(() => '---')), ...rows.map(line)].join('\n');

const operations = table(
  ['operation', 'what it does', 'takes'],
  catalogue.map((row) => {
    const needed = neededFor(row);
    return [code(row.name), row.title, needed.map(code).join(', ') || 'nothing', ...marks(needed)];
  }),
);

const ofNodeRed = new Set(catalogue.flatMap(neededFor));
const others = table(
  ['action'],
  actions.filter((action) => !ofNodeRed.has(action)).map((action) => [code(action), ...marks([action])]),
);

/** The page that says who may do what as long as nobody has made rules. */
export const page = `# Who may do what

What the ready-made roles may do as long as nobody has changed them, on the whole instance. Rules of your own narrow or widen that
down to a tab, a group, a type of nodes, a module or a time. \`nobody\` is somebody who is logged in and has no role; whoever is not logged in
gets no further than the log-in.

This page is made by \`MILLWRIGHT_WRITE_MATRIX=1 npm test -- test/access/matrix\`. A test compares it with the rules, and at full width with what
a real Node-RED answers each role.

An allowed function node is no limit: whoever may deploy function, exec or file nodes, or install modules, can make the process of Node-RED
do whatever it can do itself, also read and write what these rules stand on. Deny such types to whom you do not trust as much as the
machine.

## Operations of Node-RED

What takes nothing is open to whoever is logged in: the editor's page waits for it before it shows anything, or Node-RED ends its process
when it is refused ([operations.md](operations.md)). Over a live connection nothing is sent without \`live.connect\`. A read of a node's own route
without a token stays as its node declared it.

${operations}

A deploy takes \`deploy.full\`, \`deploy.flows\` or \`deploy.nodes\`, whichever it is, besides \`flow.edit\` for each thing that it changes and \`credential.write\`
for each whose credentials it sets. To install, enable, disable or remove the module of access takes \`access.write\`
too, that of audit \`audit.write\`, that of fleet \`fleet.write\`.

## Further actions

${others}
`;
