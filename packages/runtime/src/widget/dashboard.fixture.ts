import { EventEmitter } from 'node:events';
import { answerEvent, pushEvent, type WidgetAnswer } from '@millwright/schema';
import type { Message, RedNode, RedStatus } from '../red.ts';
import type { Connection, WidgetEvents } from './dashboard.ts';

/** A node as Node-RED makes it, with what it says written down. */
export class FakeNode extends EventEmitter {
  readonly type = 'ui-mw-lamp';
  readonly z = 'tab';
  readonly id = 'lamp';
  readonly statuses: RedStatus[] = [];
  readonly logged: string[] = [];
  status(status: RedStatus): void {
    this.statuses.push(status);
  }
  send(): void {}
  log(text: string): void {
    this.logged.push(text);
  }
  warn(text: string): void {
    this.logged.push(text);
  }
  error(text: string): void {
    this.logged.push(text);
  }
}

/** What Dashboard does with a widget, as far as it matters here. */
export class FakeGroup {
  readonly type = 'ui-group';
  readonly seen: Message[] = [];
  properties: Record<string, unknown> = {};
  events: WidgetEvents | undefined;
  closed = 0;
  getBase(): object {
    return {};
  }
  register(node: RedNode, properties: Record<string, unknown>, events: WidgetEvents): void {
    this.properties = properties;
    this.events = events;
    node.on('input', (message, _send, done) => {
      this.seen.push(message);
      done();
    });
    node.on('close', (_removed, done) => {
      this.closed += 1;
      done();
    });
  }
}

/** A browser, with what it hears written down. */
export class FakeBrowser implements Connection {
  readonly id: string;
  connected = true;
  readonly heard: { readonly event: string; readonly data: unknown }[] = [];
  constructor(id: string) {
    this.id = id;
  }
  emit(event: string, data: unknown): void {
    this.heard.push({ event, data });
  }
  get answers(): readonly WidgetAnswer[] {
    return this.heard
      .filter(({ event }) => event === answerEvent('lamp'))
      .map(({ data }) => data as WidgetAnswer);
  }
  get pushes(): readonly unknown[] {
    return this.heard.filter(({ event }) => event === pushEvent('lamp')).map(({ data }) => data);
  }
}
