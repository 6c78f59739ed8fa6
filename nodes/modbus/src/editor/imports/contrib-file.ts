import type { Cells, ReadFile } from '@millwright/editor';
import { formatAddress, notationOf } from '../../common/address.ts';
import { pluginTexts } from '../texts.ts';
import { readContrib } from './contrib.ts';

/** An io-config file of node-red-contrib-modbus as rows of the table whose dialog is open. */
export function contribFile(text: string, others: Cells): ReadFile | undefined {
  const texts = pluginTexts();
  return readContrib(
    text,
    (area, address) => formatAddress({ area, address }, notationOf(others['notation'])),
    ({ kind, ...values }) => texts(`contrib.${kind}`, values),
  );
}
