import type { AboutWhat, RefusalReason } from './decisions.ts';

export interface Refusal {
  readonly who: string;
  readonly reasons: readonly RefusalReason[];
  readonly more: number;
  readonly roles: readonly string[];
  readonly owners: readonly string[];
}

const mostNamed = 3;
/** Names are as long as people like; what is told of them is not. */
const longestName = 60;

/** Why something was refused and who can help, as one English text: for logs, scripts and programs. */
export function refusalText({ who, reasons, more, roles, owners }: Refusal): string {
  const named = reasons.slice(0, mostNamed).map(reasonText);
  const others = reasons.length - named.length + more;
  const rest = others > 0 ? ` and ${others} more` : '';
  const helpers = [
    ...roles.slice(0, mostNamed).map((role) => `the role ${role}`),
    ...owners.slice(0, mostNamed).map(clip),
  ];
  const help = helpers.length > 0 ? ` Ask ${helpers.join(', ')}` : '';
  return `${clip(who)} may not do this, and nothing was changed: ${named.join('; ')}${rest}.${help}`;
}

function reasonText({ action, about, code, rule, missing = [] }: RefusalReason): string {
  const what = `${action} on ${aboutText(about)}`;
  const named = rule ? `the rule "${rule.rule}" of the role ${rule.role}` : '';
  if (code === 'denied') return `${named} denies ${what}`;
  if (code === 'condition')
    return `${named} allows ${what} only with ${missing.map(({ kind }) => kind).join(', ')}`;
  return `no rule allows ${what}`;
}

function aboutText(about: AboutWhat): string {
  const { kind, id, label, type } = about;
  if (kind === 'instance') return 'this Node-RED';
  const name = label || id;
  return `${clip(type ?? kind)}${name === undefined ? '' : ` "${clip(name)}"`}${placeText(about)}`;
}

function placeText({ kind, place }: AboutWhat): string {
  if (!place || place.kind === kind) return '';
  return ` on ${place.kind} "${clip(place.label || place.id)}"`;
}

const clip = (name: string): string =>
  name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
