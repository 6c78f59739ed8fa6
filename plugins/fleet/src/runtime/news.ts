import type { Host } from '@millwright/runtime';
import { topics } from '../common/routes.ts';

/** Editors hear of changes no more often than that, in milliseconds. */
const newsEvery = 500;

export type Topic = keyof typeof topics;

/** Tells open editors that it is time to ask again: at once, and then as often as there is something, but not too often. */
export class News {
  readonly #publish: Host['publish'];
  readonly #pausing = new Map<Topic, { isAgain: boolean; readonly timer: NodeJS.Timeout }>();

  constructor(host: Pick<Host, 'publish'>) {
    this.#publish = (topic, data) => host.publish(topic, data);
  }

  tell(topic: Topic): void {
    const pausing = this.#pausing.get(topic);
    if (pausing) {
      pausing.isAgain = true;
      return;
    }
    this.#publish(topics[topic], {});
    const timer = setTimeout(() => {
      const { isAgain = false } = this.#pausing.get(topic) ?? {};
      this.#pausing.delete(topic);
      if (isAgain) this.tell(topic);
    }, newsEvery).unref();
    this.#pausing.set(topic, { isAgain: false, timer });
  }

  stop(): void {
    for (const { timer } of this.#pausing.values()) clearTimeout(timer);
    this.#pausing.clear();
  }
}
