import type { ReadFile } from '@millwright/editor';
import { type ImportReason, importedTag } from './imported-tag.ts';

/**
 * Reads a table of PLC tags that TIA Portal has exported as XML, from its editor of tags (`<Tagtable>`) or by Openness
 * (`<SW.Tags.PlcTagTable>`). Undefined for any other text. The lines that are told are those of the tags, from 1 on.
 */
export function readTagTableXml(
  text: string,
  reasonText: (reason: ImportReason) => string,
): ReadFile | undefined {
  if (!/<(?:Tagtable|SW\.Tags\.PlcTagTable)[\s>]/i.test(text)) return undefined;
  const document = new DOMParser().parseFromString(text, 'text/xml');
  if (document.querySelector('parsererror') !== null)
    return {
      format: 'TIA Portal',
      rows: [],
      refused: [{ line: 1, reason: reasonText({ kind: 'line' }) }],
      unknown: [],
    };
  const rows: ReadFile['rows'][number][] = [];
  const refused: ReadFile['refused'][number][] = [];
  for (const [index, given] of [...tagsOf(document)].entries()) {
    const tag = importedTag(given);
    if ('kind' in tag) refused.push({ line: index + 1, reason: reasonText(tag) });
    else rows.push({ line: index + 1, cells: tag.cells });
  }
  return { format: 'TIA Portal', rows, refused, unknown: [] };
}

function* tagsOf(document: Document) {
  for (const table of document.getElementsByTagName('Tagtable')) {
    const group = table.getAttribute('name') ?? '';
    for (const tag of table.getElementsByTagName('Tag'))
      yield {
        name: tag.textContent?.trim() ?? '',
        address: tag.getAttribute('addr') ?? '',
        type: tag.getAttribute('type') ?? '',
        group,
      };
  }
  for (const tag of document.getElementsByTagName('SW.Tags.PlcTag')) {
    const attribute = (name: string): string =>
      tag.querySelector(`:scope > AttributeList > ${name}`)?.textContent?.trim() ?? '';
    const table = tag.closest('SW\\.Tags\\.PlcTagTable');
    yield {
      name: attribute('Name'),
      address: attribute('LogicalAddress'),
      type: attribute('DataTypeName'),
      group: table?.querySelector(':scope > AttributeList > Name')?.textContent?.trim() ?? '',
    };
  }
}
