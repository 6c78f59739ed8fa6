import type { Actor, Dispose, Frame, Host, LogInProvider, LogInUser } from '@millwright/runtime';
import type { Person } from '../common/routes.ts';

/** What a test does to log-in and live connections, by way of the host. */
export class Seams implements LogInProvider {
  readonly #host: Host;
  #people: readonly Person[] = [];
  #withdraw: Dispose = () => {};
  #letThrough: Dispose = () => {};
  readonly #frames: { readonly actor: Actor; readonly topic: string }[] = [];

  constructor(host: Host) {
    this.#host = host;
  }

  async provide(people: readonly Person[]): Promise<void> {
    this.#people = people;
    this.#withdraw = await this.#host.logIn.provide(this);
  }

  async user(name: string): Promise<LogInUser | null> {
    return this.#find((person) => person.username === name && person.token === undefined);
  }

  async authenticate(name: string, password: string): Promise<LogInUser | null> {
    return this.#find((person) => person.username === name && person.password === password);
  }

  async token(token: string): Promise<LogInUser | null> {
    return this.#find((person) => person.token === token);
  }

  handlers() {
    return {
      logIn: async () => ({ kind: this.#host.logIn.kind, sessions: await this.#host.logIn.sessions() }),
      provide: ({ body }: { readonly body: { readonly people: readonly Person[] } }) =>
        this.provide(body.people),
      withdraw: () => this.#withdraw(),
      endSession: ({ params }: { readonly params: { readonly id: string } }) =>
        this.#host.logIn.endSession(params.id),
      keepBack: ({
        body: { topics, from },
      }: {
        readonly body: { readonly topics: readonly string[]; readonly from: readonly string[] };
      }) => {
        this.#letThrough();
        this.#letThrough =
          topics.length === 0
            ? () => {}
            : this.#host.live.filter((frame) => this.#passes(frame, topics, from));
      },
      frames: () => this.#frames,
      hangUp: ({ body: { name } }: { readonly body: { readonly name: string } }) =>
        this.#host.live.close(({ actor }) => (actor.name ?? actor.kind) === name),
      say: ({ body: { topic } }: { readonly body: { readonly topic: string } }) =>
        this.#host.publish(topic, { text: 'x' }),
    };
  }

  #find(isOne: (person: Person) => boolean): LogInUser | null {
    const found = this.#people.find(isOne);
    if (found?.broken) throw new TypeError('the probe stumbles over a person');
    if (!found) return null;
    const { username, permissions, apiToken } = found;
    return { username, permissions, ...(apiToken === undefined ? {} : { apiToken }) };
  }

  #passes({ actor, topic }: Frame, topics: readonly string[], from: readonly string[]): boolean {
    this.#frames.push({ actor, topic });
    if (topics.includes('throw')) throw new TypeError('the probe stumbles over a message');
    return !(topics.some((each) => topic.includes(each)) && from.includes(actor.name ?? actor.kind));
  }
}
