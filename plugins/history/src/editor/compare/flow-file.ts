/** Why a file is not one that flows can be read from. Each has a text of its own: `compare.file.<problem>`. */
export type FileProblem = 'tooLarge' | 'unreadable' | 'empty' | 'notJson' | 'notFlows' | 'notItems';

export type FlowFile =
  | { readonly ok: true; readonly flows: readonly object[] }
  | { readonly ok: false; readonly problem: FileProblem };

/** @see https://nodered.org/docs/api/admin/types: a flow file, an export, or what `GET /flows` answers */
export function readFlowText(text: string): FlowFile {
  // Editors of Windows put a byte order mark before it.
  const plain = text.replace(/^\uFEFF/, '').trim();
  if (plain === '') return problem('empty');
  let value: unknown;
  try {
    value = JSON.parse(plain);
  } catch {
    return problem('notJson');
  }
  const items = itemsOf(value);
  if (!items) return problem('notFlows');
  if (!items.every(isItem)) return problem('notItems');
  return { ok: true, flows: items.map(withoutSecrets) };
}

/** Reads a file that the user has chosen. It stays in this browser until it is compared. */
export async function readFlowFile(file: File, mostBytes: number): Promise<FlowFile> {
  if (file.size > mostBytes) return problem('tooLarge');
  try {
    return readFlowText(await file.text());
  } catch {
    return problem('unreadable');
  }
}

const problem = (of: FileProblem): FlowFile => ({ ok: false, problem: of });

function itemsOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (typeof value === 'object' && value !== null && 'flows' in value && Array.isArray(value.flows))
    return value.flows;
  return undefined;
}

function isItem(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return 'type' in value && typeof value.type === 'string';
}

/** Credentials are not compared, so they do not leave the browser. */
function withoutSecrets(item: object): object {
  if (!('credentials' in item)) return item;
  const { credentials: _kept, ...rest } = item;
  return rest;
}
