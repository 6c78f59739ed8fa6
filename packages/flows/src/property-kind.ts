import type { FlowItem } from './document.ts';
import { isPlace } from './item-pairs.ts';

/** How a property is best shown. `code` has lines that are worth comparing one by one. */
export type PropertyKind = 'value' | 'code' | 'wires' | 'environment' | 'place';
export type CodeLanguage = 'javascript' | 'json' | 'sql' | 'html' | 'css' | 'markdown' | 'text';

export interface Shown {
  readonly kind: PropertyKind;
  /** Of code. */
  readonly language?: CodeLanguage;
}

/** What nodes say of the language in which one of their properties is written, in the words of Node-RED's own editor. */
const languages: ReadonlyMap<unknown, CodeLanguage> = new Map([
  ['css', 'css'],
  ['handlebars', 'html'],
  ['html', 'html'],
  ['javascript', 'javascript'],
  ['json', 'json'],
  ['markdown', 'markdown'],
  ['sql', 'sql'],
]);

interface CodeRule {
  readonly name: RegExp;
  readonly type?: RegExp;
  readonly language: CodeLanguage | ((item: FlowItem) => CodeLanguage);
  /** A single line of it is a value like any other. */
  readonly long?: true;
}

const sqlNode = /sql|postgres|timescale|oracledb|duckdb/i;
const templateLanguage = (item: FlowItem): CodeLanguage => languages.get(item.format) ?? 'text';

/** What is code, by name and type; the first that fits. Other texts of several lines are found by their content. */
const rules: readonly CodeRule[] = [
  { name: /^(func|initialize|finalize)$/, type: /function/, language: 'javascript' },
  { name: /^template$/, type: /^template$/, language: templateLanguage },
  { name: /^(template|format)$/, type: /template/, language: 'html' },
  { name: /^info$/, language: 'markdown', long: true },
  { name: /^(query|sql|sqlquery|statement)$/i, type: sqlNode, language: 'sql' },
  { name: /^(sql|sqlquery)$/i, language: 'sql' },
  { name: /^css$/i, language: 'css', long: true },
];

/** Types of items whose `env` holds variables. */
const hasEnvironment = /^(tab|group|subflow|subflow:.*|global-config)$/;

/** How a property that differs is shown, by its name, the item that has it, and its values; absent ones are undefined. */
export function propertyKind(name: string, item: FlowItem, values: readonly unknown[]): Shown {
  const type = String(item.type ?? '');
  if (isPlace(name)) return { kind: 'place' };
  if (name === 'wires' || (name === 'links' && type.startsWith('link '))) return { kind: 'wires' };
  if (type === 'subflow' && (name === 'in' || name === 'out' || name === 'status')) return { kind: 'wires' };
  if (name === 'env' && hasEnvironment.test(type)) return { kind: 'environment' };
  const texts = values.filter((value) => value !== undefined);
  if (texts.every((value) => typeof value === 'string')) {
    const language = languageOf(name, type, item, texts);
    if (language) return { kind: 'code', language };
  }
  return { kind: 'value' };
}

function languageOf(
  name: string,
  type: string,
  item: FlowItem,
  texts: readonly string[],
): CodeLanguage | undefined {
  const long = texts.some((text) => text.includes('\n'));
  const rule = rules.find((each) => each.name.test(name) && (each.type?.test(type) ?? true));
  if (rule && (long || !rule.long)) {
    return typeof rule.language === 'function' ? rule.language(item) : rule.language;
  }
  // A typed input keeps what it holds under the name with `Type`.
  if (item[`${name}Type`] === 'json') return 'json';
  if (!long) return undefined;
  return texts.some(isJson) ? 'json' : 'text';
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
