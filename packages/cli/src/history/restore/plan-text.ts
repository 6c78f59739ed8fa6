import { describeChange } from '@millwright/flows';
import { columns, painted, plain, wrap } from '../../terminal/text.ts';
import type { Notice, Plan } from '../answers.ts';
import { nodeName } from '../node-name.ts';
import { overviewOf } from '../overview.ts';
import { translate } from '../texts.ts';

export interface Chosen {
  readonly installModules: boolean;
  readonly removeModules: boolean;
}

function section(title: string, entries: readonly string[]): readonly string[] {
  const lines = entries.flatMap((entry) =>
    wrap(plain(entry), columns - 4).map((line, index) => `${index === 0 ? '  ' : '    '}${line}`),
  );
  return entries.length === 0 ? [] : [title, ...lines, ''];
}

function changes({ change }: Plan): readonly string[] {
  const lines = describeChange(change.parts.map(overviewOf), translate);
  const parts = lines.map(({ name, details }) => `${name}: ${details}`);
  const credentials = change.credentials.map((node) => `credentials of ${nodeName(node)}: ${node.state}`);
  const all = [...parts, ...credentials];
  return all.length === 0 && change.reordered ? [translate('change.reordered')] : all;
}

const byHand =
  'is not installed now, and came from a file or an address then: no restore fetches it. Upload it in the palette manager first';

function modules({ modules: { missing, superfluous, other } }: Plan, chosen: Chosen): readonly string[] {
  const install = chosen.installModules
    ? 'is installed first'
    : 'is not installed now: --install-modules does it';
  const remove = chosen.removeModules
    ? 'is removed afterwards'
    : 'was not there then, and stays: --remove-modules removes it';
  return [
    ...missing.map(({ name, version, local }) => `${name} ${version} ${local ? byHand : install}`),
    ...superfluous.map(({ name, version }) => `${name} ${version} ${remove}`),
    ...other.map(({ name, version, installed }) => `${name} was ${version} then, and stays ${installed}`),
  ];
}

/** Notices of an answer, each as a line that wants attention. */
export function noticeLines(notices: readonly Notice[], colour: boolean): readonly string[] {
  return notices.map(({ code, message }) => {
    const lines = wrap(`${plain(message)} (${plain(code)})`, columns - 2);
    return `${painted('▲', 33, colour)} ${lines.join('\n  ')}`;
  });
}

/** What a restore would do, for people. Ends with an empty line. */
export function planText(plan: Plan, chosen: Chosen, colour: boolean): string {
  const notices = noticeLines(plan.notices, colour);
  return [
    ...section('What changes', changes(plan)),
    ...section('Comes along: what was chosen needs it, or it would be lost', plan.needed.map(nodeName)),
    ...section('Modules', modules(plan, chosen)),
    ...section('Types of nodes that nothing installed now provides', plan.missingTypes),
    ...section(
      'No credentials are kept with this version for these, though there were before it',
      plan.credentialsMissing.map(nodeName),
    ),
    ...(notices.length === 0 ? [] : [...notices, '']),
  ]
    .map((line) => `${line}\n`)
    .join('');
}
