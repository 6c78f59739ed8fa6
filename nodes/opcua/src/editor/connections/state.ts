import type { PlcTone } from '@millwright/editor';
import { phaseTone } from '@millwright/plc/editor';
import type { ListedConnection } from '../../common/routes.ts';
import type { OpcUaTexts } from '../texts.ts';

/** Of one that is online and unprotected, not all is well. */
export const toneOf = (status: ListedConnection): PlcTone =>
  status.unsecured && status.phase === 'online' ? 'bad' : phaseTone(status);

/** How it is protected, in a word or two. */
export function securityText({ security, unsecured }: ListedConnection, texts: OpcUaTexts): string {
  if (security !== undefined) return texts(`connections.mode.${security.mode}`);
  return unsecured ? texts('connections.unsecured') : '';
}
