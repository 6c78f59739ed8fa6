import { undeployedFlows } from '@millwright/editor';
import type { Side as RequestSide } from '../../common/comparison.ts';
import type { HistoryTexts } from '../texts.ts';

/** What can stand on a side: a version, what runs now, what this editor would deploy, flows out of a file. */
export type Side =
  | { readonly version: number }
  | { readonly running: true }
  | { readonly editor: true }
  | { readonly file: string; readonly flows: readonly object[] };

/** A side as the server is asked about it; what the editor holds is read at this moment. */
export function requestSide(side: Side): RequestSide {
  if ('version' in side) return { version: side.version };
  if ('running' in side) return { running: true };
  if ('file' in side) return { flows: [...side.flows] };
  const { flows, credentialsTyped } = undeployedFlows();
  return { flows: [...flows], credentialsTyped: [...credentialsTyped] };
}

/** A side in words, in a sentence or a title: `version 12`. */
export function sideName(side: Side, texts: HistoryTexts): string {
  if ('version' in side) return texts('compare.side.version', { number: String(side.version) });
  if ('running' in side) return texts('compare.side.running');
  if ('editor' in side) return texts('compare.side.editor');
  return side.file;
}

/** Identifies a side among the choices of a drop-down. */
export function sideKey(side: Side): string {
  if ('version' in side) return `version:${side.version}`;
  if ('running' in side) return 'running';
  return 'editor' in side ? 'editor' : 'file';
}
