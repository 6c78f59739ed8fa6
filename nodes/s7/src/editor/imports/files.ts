import type { ReadFile } from '@millwright/editor';
import { pluginTexts } from '../texts.ts';
import { readContrib } from './contrib.ts';
import { readDataBlocks } from './data-blocks.ts';
import type { ImportReason } from './imported-tag.ts';
import { readTagTable } from './tag-table.ts';
import { readTagTableXml } from './tag-table-xml.ts';

const reasonText = ({ kind, ...values }: ImportReason): string => pluginTexts()(`import.${kind}`, values);

/** The variables of data blocks, from their sources. */
export const dataBlocksFile = (text: string): ReadFile | undefined =>
  readDataBlocks(text, ({ kind, line: _line, ...values }) => {
    const shown = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
    return pluginTexts()(`import.${kind}`, shown);
  });

/** The PLC tags of TIA Portal as XML. */
export const tagTableXmlFile = (text: string): ReadFile | undefined => readTagTableXml(text, reasonText);

/** The PLC tags of TIA Portal as a workbook or CSV, the symbols of STEP 7. */
export const tagTableFile = (text: string): ReadFile | undefined => readTagTable(text, reasonText);

/** The variables of node-red-contrib-s7. */
export const contribFile = (text: string): ReadFile | undefined => readContrib(text);
