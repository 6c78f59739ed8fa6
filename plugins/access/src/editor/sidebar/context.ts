import type { TimeFormat } from '@millwright/editor';
import type { Me } from '../../common/state.ts';
import type { AccessTexts } from '../texts.ts';
import type { AllOfAccess } from './data.ts';

/** What a dialog of the sidebar needs of it. */
export interface AccessContext {
  readonly texts: AccessTexts;
  readonly format: TimeFormat;
  readonly me: Me;
  /** Asks the server anew for what the sidebar shows. */
  reload(): void;
}

/** The same for those who may read the rules. */
export interface OpenContext extends AccessContext {
  readonly all: AllOfAccess;
}

/** Whether the caller may change people, roles and rules. */
export function mayChange({ me }: AccessContext): boolean {
  return me.actions['access.write'] === true;
}
