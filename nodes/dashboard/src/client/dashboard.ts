/** The socket of a page of Dashboard's, as far as widgets use it. */
export interface DashboardSocket {
  readonly connected: boolean;
  emit(event: string, ...values: readonly unknown[]): unknown;
  on(event: string, listener: (value: never) => void): unknown;
  off(event: string, listener: (value: never) => void): unknown;
}
