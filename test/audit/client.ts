import type { NodeRedProcess } from '@millwright/testing';
import type { EventDetails, EventSummary, Health, Verification } from '../../plugins/audit/src/common/log.ts';
import type { AuditSettings } from '../../plugins/audit/src/common/settings.ts';

export const base = '/millwright/audit';

/** The API of audit on a real Node-RED. */
export class AuditClient {
  readonly #nodeRed: NodeRedProcess;
  readonly token: string | undefined;

  constructor(nodeRed: NodeRedProcess, token?: string) {
    this.#nodeRed = nodeRed;
    this.token = token;
  }

  async done<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.#nodeRed.request<T>(method, `${base}${path}`, body, { token: this.token });
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  /** Newest first. */
  async events(filter: Readonly<Record<string, string>> = {}): Promise<readonly EventSummary[]> {
    const query = new URLSearchParams({ limit: '200', ...filter });
    return (await this.done<{ events: EventSummary[] }>('GET', `/events?${query}`)).events;
  }

  /** The same, of however many pages. */
  async all(filter: Readonly<Record<string, string>> = {}): Promise<readonly EventSummary[]> {
    const events: EventSummary[] = [];
    for (let before: number | undefined = 999_999_999_999; before !== undefined; ) {
      const query = new URLSearchParams({ limit: '200', before: String(before), ...filter });
      const page: { events: EventSummary[]; next?: number } = await this.done('GET', `/events?${query}`);
      events.push(...page.events);
      before = page.next;
    }
    return events;
  }

  event(seq: number): Promise<EventDetails> {
    return this.done('GET', `/events/${seq}`);
  }

  health(): Promise<Health> {
    return this.done('GET', '/health');
  }

  checkpoint(): Promise<{ readonly size: number; readonly note: string }> {
    return this.done('POST', '/checkpoint');
  }

  settings(): Promise<AuditSettings> {
    return this.done('GET', '/settings');
  }

  setSettings(settings: AuditSettings): Promise<AuditSettings> {
    return this.done('PUT', '/settings', settings);
  }

  startVerification(): Promise<Verification> {
    return this.done('POST', '/verify');
  }

  verification(): Promise<Verification> {
    return this.done('GET', '/verify');
  }
}
