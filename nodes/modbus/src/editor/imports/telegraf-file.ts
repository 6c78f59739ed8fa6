import type { Cells, ReadFile } from '@millwright/editor';
import { formatAddress, notationOf } from '../../common/address.ts';
import { pluginTexts } from '../texts.ts';
import { readTelegraf } from './telegraf.ts';

/** A file of Telegraf as rows of the table whose dialog is open. */
export function telegrafFile(text: string, others: Cells): ReadFile | undefined {
  const texts = pluginTexts();
  return readTelegraf(
    text,
    String(others['unit'] ?? ''),
    (area, address) => formatAddress({ area, address }, notationOf(others['notation'])),
    ({ kind, ...values }) => texts(`telegraf.${kind}`, values),
  );
}
