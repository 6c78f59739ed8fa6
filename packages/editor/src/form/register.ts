import {
  configured,
  defaultOf,
  type Field,
  type NodeDefinition,
  type Problem,
  type RawConfig,
  secretNames,
} from '@millwright/schema';
import { red } from '../red.ts';
import { pluginTexts, type Texts } from '../text.ts';
import { type Beside, problemsBeside } from './beside.ts';
import { describeProblem, type NodeExtras } from './context.ts';
import { type Dialog, openDialog } from './dialog.ts';
import type { RedNode, RedNodeType, RedProperty } from './node-types.ts';
import { templateFor } from './reference.ts';
import { secretsIn } from './secret.ts';
import { installFormStyle } from './style.ts';
import { formWords } from './words.ts';

/** The palette's category of all Millwright nodes. */
const category = 'Millwright';

/**
 * Registers a node type in the editor. Properties, checks, form and dialog follow from its schema; its texts come from
 * the catalogue of the node itself.
 */
export function registerNode(definition: NodeDefinition, extras: NodeExtras = {}): void {
  installFormStyle();
  installTemplate(definition);
  red().nodes.registerType(definition.type, nodeType(definition, extras));
}

const prefixOf = ({ kind }: NodeDefinition): string =>
  kind === 'config' ? 'node-config-input' : 'node-input';

function installTemplate(definition: NodeDefinition): void {
  const references = Object.entries(definition.fields).flatMap(([name, field]) =>
    field.kind === 'reference' ? name : [],
  );
  const template = document.querySelector(`script[data-template-name="${definition.type}"]`);
  if (template !== null) template.textContent = templateFor(prefixOf(definition), references).outerHTML;
}

/** The texts of a node type, from the catalogue of the package and entry that it came from. */
function textsOf(type: string): Texts {
  return pluginTexts(red().nodes.getType(type)?.set?.id ?? '');
}

function nodeType(definition: NodeDefinition, extras: NodeExtras): RedNodeType {
  const { type, kind, inputs, outputs } = definition;
  const open = new Map<string, Dialog>();
  const forget = ({ id }: RedNode): void => {
    open.get(id)?.close();
    open.delete(id);
  };
  const isNode = kind === 'node';
  const secrets = secretNames(definition.fields);
  return {
    category: isNode ? category : 'config',
    defaults: properties(definition, extras),
    ...(secrets.length > 0 && {
      credentials: Object.fromEntries(secrets.map((name) => [name, { type: 'password' as const }])),
    }),
    paletteLabel: () => textsOf(type)('label'),
    label() {
      return labelOf(this, definition, extras);
    },
    ...(isNode
      ? {
          inputs,
          outputs,
          icon: `${type}.svg`,
          color: extras.color ?? '#ddd',
          labelStyle(this: RedNode) {
            return nameOf(this) === '' ? '' : 'node_label_italic';
          },
        }
      : {}),
    oneditprepare() {
      // The innermost tray is the one being opened; those below it are out of the page meanwhile.
      const container = [...document.querySelectorAll<HTMLElement>('.red-ui-tray .mw-form')].at(-1);
      if (container === undefined) return;
      const dialog = openDialog(container, {
        definition,
        extras,
        texts: textsOf(type),
        raw: { ...currentOf(definition, this), ...secretsIn(definition, this['credentials']) },
        fresh: kind === 'config' && red().nodes.node(this.id) == null,
        prefix: prefixOf(definition),
        id: this.id,
      });
      open.set(this.id, dialog);
    },
    oneditsave() {
      const dialog = open.get(this.id);
      forget(this);
      // What a newer version has made would be lost under this one's schema: it stays as it is.
      if (dialog === undefined || !definition.migrate(this).ok) return;
      const former = Object.fromEntries(definition.former.map((name) => [name, undefined]));
      Object.assign(this, former, withoutNewDefaults(definition, this, dialog.read()));
    },
    oneditcancel() {
      forget(this);
    },
    ...(isNode
      ? {}
      : {
          oneditdelete: function (this: RedNode) {
            forget(this);
          },
        }),
  };
}

/** A field that an older configuration does not have yet stays out of it while it holds its default: nothing was changed. */
function withoutNewDefaults(definition: NodeDefinition, node: RedNode, read: RawConfig): RawConfig {
  const isNew = (name: string, value: unknown): boolean => {
    const field = definition.fields[name];
    return (
      field !== undefined &&
      node[name] === undefined &&
      JSON.stringify(value) === JSON.stringify(defaultOf(field))
    );
  };
  return Object.fromEntries(Object.entries(read).filter(([name, value]) => !isNew(name, value)));
}

/** The properties of a node, brought to the current schema; those of an unreadable one as they are. */
function currentOf(definition: NodeDefinition, node: RedNode): RawConfig {
  const current = definition.migrate(node);
  return current.ok ? current.value : node;
}

const nameOf = (node: RedNode): string => (typeof node['name'] === 'string' ? node['name'].trim() : '');

function labelOf(node: RedNode, definition: NodeDefinition, extras: NodeExtras): string {
  const name = nameOf(node);
  if (name !== '') return name;
  const own = extras.label?.(currentOf(definition, node), (id) => {
    const other = typeof id === 'string' ? red().nodes.node(id) : undefined;
    return other == null ? undefined : red().utils.getNodeLabel(other, other.id);
  });
  return own ?? textsOf(definition.type)('label');
}

/** What Node-RED keeps of a node, and how it knows on its own that something is wrong with it. */
export function properties(
  definition: NodeDefinition,
  beside: Beside = {},
): Readonly<Record<string, RedProperty>> {
  const { fields, former, version, type } = definition;
  // Node-RED would want a node for these in any case, so they are looked at with the choice that decides about them.
  const decidedBy = (name: string): readonly string[] =>
    Object.entries(fields).flatMap(([other, field]) =>
      isRequiredAtTimes(field) && Object.hasOwn(field.when ?? {}, name) ? other : [],
    );
  const describe = (name: string, raw: RawConfig): true | string => {
    const inWords = (problem: Problem): string =>
      describeProblem(problem, { texts: textsOf(type), words: formWords() });
    if (name === 'schema') return schemaProblems(definition, raw).map(inWords)[0] ?? true;
    const found = [name, ...decidedBy(name)].flatMap((each) =>
      [...definition.problemsOf(each, raw), ...problemsBeside(definition, beside, raw, each)].map(
        (problem) => `${textsOf(type)(`fields.${each}.label`)}: ${inWords(problem)}`,
      ),
    );
    return found[0] ?? true;
  };
  const validate = (name: string): NonNullable<RedProperty['validate']> =>
    function (this: RedNode, value: unknown, _options?: unknown) {
      return describe(name, { ...this, [name]: value });
    };
  const declared = Object.entries(configured(fields)).map(([name, field]): [string, RedProperty] => {
    if (field.kind !== 'reference') {
      const value = field.kind === 'rows' ? [] : field.default;
      return [name, { value, validate: validate(name) }];
    }
    // Without a check of ours Node-RED's own applies: that the node is there, and is right itself.
    return [
      name,
      { value: '', type: field.to, required: field.required === true && !isRequiredAtTimes(field) },
    ];
  });
  return {
    schema: { value: version, validate: validate('schema') },
    ...Object.fromEntries(declared),
    ...Object.fromEntries(former.map((name) => [name, { value: undefined }])),
  };
}

/** Whether a node has to be named only where some choice was taken. */
const isRequiredAtTimes = (field: Field): boolean =>
  field.kind === 'reference' && field.required === true && field.when !== undefined;

function schemaProblems(
  definition: NodeDefinition,
  raw: RawConfig,
): readonly { code: string; path: readonly [] }[] {
  const current = definition.migrate(raw);
  return current.ok ? [] : current.problems.map(({ code }) => ({ code, path: [] }));
}
