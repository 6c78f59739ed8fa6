import type {
  AlarmEngine,
  AlarmEntry,
  AlarmRequest,
  AlarmState,
  Commander,
  JournalLine,
} from '@millwright/analytics';
import { marked, type NodeRedProcess } from '@millwright/testing';

/** What an alarm node sent, as its observer wrote it into the log. */
export interface Sent {
  readonly topic: string;
  readonly payload: {
    readonly alarm: string;
    readonly from: string;
    readonly to: string;
    readonly cause: string;
  };
}

/** For `settings.js`: lets a flow ask the service that alarms are offered by, as a widget does. */
export const alarmSettings = `functionGlobalContext: {
  alarms: () => globalThis[Symbol.for('millwright.door')].services.alarms,
},`;

const mark = '@@alarm ';
const drawn = (id: string, type: string, more: object) => ({ id, type, z: 'tab', x: 100, y: 100, ...more });

export const alarmNode = (id: string, more: object = {}) =>
  drawn(id, 'mw-alarm', {
    schema: 1,
    engine: 'engine',
    text: `Text of ${id}`,
    area: 'Filling',
    priority: '2',
    condition: 'limit',
    level: 'hi',
    at: 90,
    deadband: 2,
    wires: [['sent']],
    ...more,
  });

/**
 * An engine with alarms: what is posted to `/say/<alarm>` becomes a message to it, what is posted to `/ask` a call of the
 * engine's service. `list` stands for the widget that commands come through.
 */
export const alarmFlows = (...alarms: readonly ReturnType<typeof alarmNode>[]) => [
  { id: 'tab', type: 'tab', label: 'Alarms' },
  { id: 'engine', type: 'mw-alarm-engine', schema: 1, name: 'Plant', days: 365 },
  drawn('list', 'comment', { name: 'Alarm list' }),
  drawn('said', 'http in', { url: '/say/:alarm', method: 'post', wires: [['pick']] }),
  drawn('pick', 'function', {
    func: `const { req, res, payload } = msg;
      const outputs = ${JSON.stringify(alarms.map(({ id }) => id))}.map((id) => (id === req.params.alarm ? payload : null));
      node.send([...outputs, { req, res, payload: {} }]);`,
    outputs: alarms.length + 1,
    wires: [...alarms.map(({ id }) => [id]), ['answered']],
  }),
  drawn('asked', 'http in', { url: '/ask', method: 'post', wires: [['call']] }),
  drawn('call', 'function', {
    func: `const { call, given } = msg.payload;
      const engine = global.get('alarms')().engine('engine');
      try {
        msg.payload = { answer: (await engine[call](...given)) ?? null };
      } catch ({ code, message }) {
        msg.payload = { code, message };
      }
      return msg;`,
    outputs: 1,
    wires: [['answered']],
  }),
  drawn('answered', 'http response', { wires: [] }),
  drawn('sent', 'function', {
    func: `node.warn('${mark}' + JSON.stringify(msg)); return null;`,
    outputs: 0,
    wires: [],
  }),
  ...alarms,
];

interface Answer<Result> {
  readonly answer?: Result;
  readonly code?: string;
  readonly message?: string;
}

/** Talks to the alarms of a Node-RED. */
export class AlarmClient {
  readonly #nodeRed: NodeRedProcess;

  constructor(nodeRed: NodeRedProcess) {
    this.#nodeRed = nodeRed;
  }

  async say(alarm: string, message: object): Promise<void> {
    await this.#post(`/say/${alarm}`, message);
  }

  async alarms(): Promise<readonly AlarmEntry[]> {
    return (await this.#ask<readonly AlarmEntry[]>('alarms')).answer ?? [];
  }

  async stage(alarm: string): Promise<string | undefined> {
    return (await this.alarms()).find(({ id }) => id === alarm)?.state.stage;
  }

  async state(alarm: string): Promise<AlarmState> {
    const found = (await this.alarms()).find(({ id }) => id === alarm);
    if (!found) throw new Error(`There is no alarm ${alarm}`);
    return found.state;
  }

  /** Newest first. */
  async journal(alarm: string): Promise<readonly JournalLine[]> {
    return (await this.#ask<readonly JournalLine[]>('journal', { limit: 500, alarm })).answer ?? [];
  }

  /** The code of the refusal; undefined if it was done. */
  async act(request: AlarmRequest, by: Commander): Promise<string | undefined> {
    const { code, message } = await this.#ask('act', request, by, { node: 'list' });
    return message === undefined ? undefined : (code ?? message);
  }

  /** Acknowledges what the alarm shows. */
  async acknowledge(alarm: string, by: Commander): Promise<string | undefined> {
    const { state } = (await this.alarms()).find(({ id }) => id === alarm) ?? {};
    const { occurrence = 0, seq = 0 } = state ?? {};
    return this.act({ kind: 'acknowledge', alarm, occurrence, seq }, by);
  }

  /** What alarm nodes have sent, as far as it stands in the log. */
  sent(from = 0): readonly Sent[] {
    return marked(this.#nodeRed.log.slice(from), mark);
  }

  async #ask<Result>(call: keyof AlarmEngine, ...given: readonly unknown[]): Promise<Answer<Result>> {
    return (await this.#post('/ask', { call, given })) as Answer<Result>;
  }

  async #post(path: string, body: object): Promise<unknown> {
    const answer = await fetch(`${this.#nodeRed.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
}
