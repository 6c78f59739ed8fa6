import {
  answerEvent,
  CodedError,
  type Followed,
  followRequest,
  type Parcel,
  pushEvent,
  unfollowRequest,
  type WidgetAnswer,
  type WidgetRequest,
} from '@millwright/schema';
import { screenErrors } from '../common/errors.ts';
import { Attempts } from './attempts.ts';
import type { DashboardSocket } from './dashboard.ts';

/** How long a page waits for an answer (ms). */
const patience = 10_000;

/** Answers come by widget, and a page may show a widget anew: none of its questions has the number of another one. */
let lastNumber = 0;

/** `unanswered`: there is a connection, but the server side does not answer, so nothing is pushed. */
export type LinkState = 'connected' | 'disconnected' | 'unanswered';

/** What a widget hears of its server side. */
export interface LinkListener {
  /**
   * Pushes come from now on, and some may have been missed before: at the beginning, after the connection was lost, and
   * after the widget was deployed anew. What the widget shows is to be asked for again.
   * @returns rejects with a coded error where it shall be called again after a while
   */
  begin(followed: Followed): Promise<void>;
  push(parcel: Parcel): void;
  state(state: LinkState): void;
}

interface Waiting {
  readonly resolve: (parcel: Parcel) => void;
  readonly reject: (error: CodedError) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** The connection between a widget in a page and its server side. Close it when the widget leaves the page. */
export class Link {
  readonly #socket: DashboardSocket;
  readonly #widget: string;
  readonly #listener: LinkListener;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ends: (() => void)[] = [];
  readonly #following = new Attempts(() => this.#follow());
  #isAnswered = true;
  #life: string | undefined;

  constructor(socket: DashboardSocket, widget: string, listener: LinkListener) {
    this.#socket = socket;
    this.#widget = widget;
    this.#listener = listener;
  }

  get state(): LinkState {
    if (!this.#socket.connected) return 'disconnected';
    return this.#isAnswered ? 'connected' : 'unanswered';
  }

  /** Begins to follow. */
  open(): void {
    this.#on(answerEvent(this.#widget), (answer: WidgetAnswer) => this.#settle(answer));
    this.#on(pushEvent(this.#widget), (parcel: Parcel) => this.#listener.push(readable(parcel)));
    this.#on('connect', () => this.#connected());
    this.#on('disconnect', () => this.#disconnected());
    // Dashboard says so after each deploy that touches a widget; then the server side may be a new one.
    this.#on('ui-config', () => this.#following.start());
    this.#listener.state(this.state);
    if (this.#socket.connected) this.#following.start();
  }

  /**
   * Asks the server side of the widget.
   * @param body plain JSON, 16 KiB at most
   * @throws `screen.disconnected`, `screen.no-answer`, and whatever the server refuses it with
   */
  ask(ask: string, body?: unknown): Promise<Parcel> {
    return new Promise((resolve, reject) => {
      if (!this.#socket.connected) {
        reject(screenErrors.disconnected());
        return;
      }
      lastNumber += 1;
      const number = lastNumber;
      const timer = setTimeout(() => {
        this.#waiting.delete(number);
        reject(screenErrors.noAnswer({ milliseconds: patience }));
      }, patience);
      this.#waiting.set(number, { resolve, reject, timer });
      this.#send({ number, ask, body });
    });
  }

  /** Ends following; what was asked is not answered any more. */
  close(): void {
    if (this.#socket.connected) this.#send({ number: 0, ask: unfollowRequest });
    for (const end of this.#ends) end();
    this.#following.stop();
    this.#giveUp();
  }

  #send(request: WidgetRequest): void {
    this.#socket.emit('widget-change', this.#widget, request);
  }

  #on<Value>(event: string, listener: (value: Value) => void): void {
    this.#socket.on(event, listener);
    this.#ends.push(() => this.#socket.off(event, listener));
  }

  #connected(): void {
    this.#life = undefined;
    this.#isAnswered = true;
    this.#listener.state('connected');
    this.#following.start();
  }

  #disconnected(): void {
    this.#listener.state('disconnected');
    this.#giveUp();
  }

  async #follow(): Promise<void> {
    const { json } = await this.ask(followRequest).catch((error: unknown) => {
      // Also where there is no connection; then that is what has been told.
      if (this.#socket.connected) this.#answered(false);
      throw error;
    });
    this.#answered(true);
    const followed = json as Followed;
    if (followed.life === this.#life) return;
    await this.#listener.begin(followed);
    this.#life = followed.life;
  }

  #answered(isAnswered: boolean): void {
    if (isAnswered === this.#isAnswered) return;
    this.#isAnswered = isAnswered;
    // What was pushed meanwhile may not have come.
    if (!isAnswered) this.#life = undefined;
    this.#listener.state(this.state);
  }

  #settle({ number, error, ...parcel }: WidgetAnswer): void {
    const waiting = this.#waiting.get(number);
    if (!waiting) return;
    this.#waiting.delete(number);
    clearTimeout(waiting.timer);
    if (error) waiting.reject(new CodedError({ status: 500, family: 'world', ...error }));
    else waiting.resolve(readable(parcel));
  }

  #giveUp(): void {
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(screenErrors.disconnected());
    }
    this.#waiting.clear();
  }
}

/** Numbers come as the bytes that they are. */
function readable({ json, numbers }: { readonly json?: unknown; readonly numbers?: unknown }): Parcel {
  return numbers instanceof ArrayBuffer ? { json, numbers: new Float64Array(numbers) } : { json };
}
