type Settings = Readonly<Record<string, string>>;

/** A field of a table of Telegraf, with what its table says of all of them. */
export interface TelegrafField {
  /** From 1. */
  readonly line: number;
  /** The list that it stands in, such as `fields` or `coils`. */
  readonly list: string;
  readonly settings: Settings;
  readonly table: TelegrafTable;
}

export interface TelegrafTable {
  /** `request`, `metric`, or `register` for the table of the input itself. */
  readonly style: string;
  /** Of the table; lists give text with commas. */
  readonly settings: Settings;
  /** Of the input that the table belongs to. */
  readonly input: Settings;
}

interface Tables {
  readonly fields: readonly TelegrafField[];
  /** The lines within lists that hold no field. */
  readonly strange: readonly number[];
}

type Fillable = { readonly style: string; settings: Record<string, string>; input: Record<string, string> };

/** The styles that Telegraf has, by the headers of their tables. */
const header = /^\[\[\s*inputs\.modbus(?:\.(request|metric))?\s*\]\]$/;

/** The lists of fields of each style. */
const lists: Readonly<Record<string, RegExp>> = {
  register: /^(discrete_inputs|coils|holding_registers|input_registers)\s*=\s*\[(.*)$/,
  request: /^(fields)\s*=\s*\[(.*)$/,
  metric: /^(fields)\s*=\s*\[(.*)$/,
};

const inText = /"(?:[^"\\]|\\.)*"|'[^']*'/.source;
const braced = new RegExp(`\\{((?:[^{}"']|${inText})*)\\}`, 'g');
const pair = new RegExp(`([\\w-]+)\\s*=\\s*(${inText}|\\[[^\\]]*\\]|[^,\\s"'[]+)`, 'g');
const uncommented = new RegExp(`^(?:[^#"']|${inText})*`);

/** Reads the tables of Telegraf's Modbus input out of a file; undefined where there is none of them. */
export function readTables(text: string): Tables | undefined {
  const fields: TelegrafField[] = [];
  const strange: number[] = [];
  let input: Record<string, string> = {};
  let table: Fillable | undefined;
  let list: string | undefined;
  let found = false;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    let given = (uncommented.exec(raw)?.[0] ?? '').trim();
    if (given === '') continue;
    if (list === undefined && given.startsWith('[')) {
      const named = header.exec(given);
      const style = named === null ? undefined : (named[1] ?? 'register');
      // What is below a header belongs to it, also where the input itself has not been named before.
      if (style === 'register') input = {};
      table = style === undefined ? undefined : { style, settings: style === 'register' ? input : {}, input };
      found ||= style !== undefined;
      continue;
    }
    if (table === undefined) continue;
    if (list === undefined) {
      const [, name, rest = ''] = lists[table.style]?.exec(given) ?? [];
      if (name === undefined) {
        Object.assign(table.settings, pairsOf(given));
        continue;
      }
      list = name;
      given = rest.trim();
    }
    for (const [, inside = ''] of given.matchAll(braced))
      fields.push({ line, list, settings: pairsOf(inside), table });
    const rest = given.replace(braced, '').replace(/[,\s]/g, '');
    if (rest === ']') list = undefined;
    else if (rest !== '') strange.push(line);
  }
  return found ? { fields, strange } : undefined;
}

/** `address=[5,6], name="rpm"` as its names and values, all as text: `5,6`, `rpm`. */
const pairsOf = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(pair)].map(([, name = '', value = '']) => [name, plain(value)]));

function plain(value: string): string {
  if (value.startsWith('"')) return value.slice(1, -1).replace(/\\(["\\])/g, '$1');
  if (value.startsWith("'")) return value.slice(1, -1);
  return value.startsWith('[') ? value.slice(1, -1).replace(/\s/g, '') : value;
}
