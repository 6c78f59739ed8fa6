import type { AuditTexts } from '../texts.ts';

/** What is told of changed settings of audit, and of changed rules, beside their names: in words. */
export const toldWords = (told: readonly string[], texts: AuditTexts): string[] =>
  told.map((line) => valueWords(line, texts) ?? policyWords(line, texts) ?? line);

type Values = Readonly<Record<string, unknown>>;

/** `retention.change.days: 3650 -> 10`: both sides are JSON, or `none`. */
function valueWords(line: string, texts: AuditTexts): string | undefined {
  const [, path, rest] = /^([\w.-]+): (.*)$/s.exec(line) ?? [];
  const sides = rest === undefined ? undefined : sidesOf(rest);
  if (path === undefined || sides === undefined) return undefined;
  const [list = '', part = '', field = ''] = path.split('.');
  const { before, after } = sides;
  if (list === 'destinations' || list === 'holds') return itemWords(list, before, after, texts);
  const values = { before: shown(before), after: shown(after) };
  if (list === 'retention') {
    const what = texts.find(`told.class.${part}`) ?? part;
    const key = field === 'bytes' ? 'told.retention.bytes' : 'told.retention.days';
    const size = (bytes: unknown): string => (Number(bytes) / 1_000_000).toLocaleString(texts.locale);
    return texts(
      key,
      field === 'bytes' ? { what, before: size(before), after: size(after) } : { what, ...values },
    );
  }
  if (list === 'whenUnwritable')
    return texts('told.whenUnwritable', { what: texts.find(`told.class.${part}`) ?? part, ...values });
  return texts('told.value', { what: texts.find(`told.name.${path}`) ?? path, ...values });
}

/** A destination or a hold that came, went or is other. */
function itemWords(
  list: 'destinations' | 'holds',
  before: unknown,
  after: unknown,
  texts: AuditTexts,
): string | undefined {
  const [was, is] = [asValues(before), asValues(after)];
  const known = is ?? was;
  if (!known) return undefined;
  const name = shown(known['name'] ?? known['reason']);
  const kind = list === 'holds' ? 'hold' : known['anchor'] === true ? 'anchor' : 'destination';
  if (!is) return texts(`told.removed.${kind}`, { name });
  if (!was) return texts(`told.added.${kind}`, { name });
  const fields = Object.keys({ ...was, ...is }).filter(
    (field) => JSON.stringify(was[field]) !== JSON.stringify(is[field]),
  );
  const details = fields.map((field) =>
    texts('told.value', {
      what: texts.find(`told.name.${field}`) ?? field,
      before: shown(was[field]),
      after: shown(is[field]),
    }),
  );
  return texts(`told.changed.${kind === 'hold' ? 'hold' : 'destination'}`, {
    name,
    details: details.join(', '),
  });
}

/** `+ role engineer`, `~ role engineer: rule Night shift`, `- binding user anna: engineer`. */
function policyWords(line: string, texts: AuditTexts): string | undefined {
  const [, sign, kind, name = '', rule] = /^([+~-]) (role|binding) (.*?)(?:: rule (.*))?$/s.exec(line) ?? [];
  if (sign === undefined) return undefined;
  const mark = sign === '-' ? '−' : sign;
  if (rule !== undefined) return `${mark} ${texts('told.rule', { rule, role: name })}`;
  if (kind === 'role') return `${mark} ${texts('told.role', { role: name })}`;
  return `${mark} ${name.replace(/^user /, '')}`;
}

/** Where the arrow stands: texts may have one too. */
function sidesOf(text: string): { readonly before: unknown; readonly after: unknown } | undefined {
  const arrow = ' -> ';
  for (let at = text.indexOf(arrow); at >= 0; at = text.indexOf(arrow, at + 1)) {
    const before = read(text.slice(0, at));
    const after = read(text.slice(at + arrow.length));
    if (before && after) return { before: before.value, after: after.value };
  }
  return undefined;
}

function read(text: string): { readonly value: unknown } | undefined {
  if (text === 'none') return { value: undefined };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

const asValues = (value: unknown): Values | undefined =>
  typeof value === 'object' && value !== null ? (value as Values) : undefined;

const shown = (value: unknown): string => {
  if (value === undefined) return '–';
  return Array.isArray(value) ? value.join(', ') || '–' : String(value);
};
