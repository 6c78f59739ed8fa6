import type { RefusalReason } from './decisions.ts';
export interface Refusal {
  readonly who: string;
  readonly reasons: readonly RefusalReason[];
  readonly more: number;
  readonly roles: readonly string[];
  readonly owners: readonly string[];
}
/** Why something was refused and who can help, as one English text: for logs, scripts and programs. */
export declare function refusalText({ who, reasons, more, roles, owners }: Refusal): string;
//# sourceMappingURL=refusal-text.d.ts.map
