import type { PlcTone } from '@millwright/editor';
import type { ListedConnection } from '../../common/routes.ts';
import type { OpcUaTexts } from '../texts.ts';
/** Of one that is online and unprotected, not all is well. */
export declare const toneOf: (status: ListedConnection) => PlcTone;
/** How it is protected, in a word or two. */
export declare function securityText({ security, unsecured }: ListedConnection, texts: OpcUaTexts): string;
//# sourceMappingURL=state.d.ts.map
