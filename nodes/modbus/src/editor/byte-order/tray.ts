import {
  failureLine,
  html,
  installStyle,
  loadingState,
  nothing,
  openTray,
  type RowTool,
  type TemplateResult,
  textInput,
  words,
} from '@millwright/editor';
import { shownValue } from '@millwright/plc/editor';
import type { ByteOrder } from '@millwright/tags';
import { askRows } from '../live-values.ts';
import { type ModbusTexts, pluginTexts } from '../texts.ts';
import {
  asked,
  cellFor,
  type Nearest,
  nearest,
  orderNow,
  ordersOf,
  type Reading,
  readingsOf,
  sameAs,
} from './readings.ts';
import { byteOrderStyle } from './style.ts';

type Cells = Readonly<Record<string, unknown>>;

type Shown =
  | { readonly kind: 'loading' }
  | { readonly kind: 'problem'; readonly text: string; readonly reason?: string }
  | { readonly kind: 'readings'; readonly readings: readonly Reading[] };

/** The tool of a row that finds its byte order: "I expect 21.5" beside what its registers read as in each. */
export const byteOrderTool: RowTool = {
  icon: 'fa-exchange',
  label: () => pluginTexts()('byteOrder.open'),
  column: 'byteOrder',
  open: openByteOrder,
};

function openByteOrder(cells: Cells, others: Cells, take: Parameters<RowTool['open']>[2]): void {
  const texts = pluginTexts();
  installStyle(byteOrderStyle);
  const title = texts('byteOrder.title', { name: String(cells['name'] ?? '') });
  const tray = openTray({ title, label: title, focus: `#${inputId}` });
  const orders = ordersOf(cells);
  const now = sameAs(orderNow(cells, others), orders);
  let shown: Shown = { kind: 'loading' };
  let expected = '';

  const use = (order: ByteOrder): void => {
    tray.close();
    take(cellFor(order, cells, others), texts('byteOrder.taken', { order }));
  };
  const found = (): Nearest =>
    shown.kind === 'readings' ? nearest(cells, shown.readings, expected) : { kind: 'nothing-expected' };
  const draw = (): void => {
    const near = found();
    const [first, ...more] = near.kind === 'found' ? near.orders : [];
    const clear = more.length === 0 ? first : undefined;
    tray.show(html`<div class="mw-byte-order">
      <p>${texts(orders.length === 2 ? 'byteOrder.hintTwo' : 'byteOrder.hint')}</p>
      <form @submit=${(event: Event) => {
        event.preventDefault();
        if (clear !== undefined) use(clear);
      }}>${textInput({
        id: inputId,
        label: texts('byteOrder.expected'),
        value: expected,
        maxLength: 250,
        problem: near.kind === 'not-understood' ? notUnderstood(cells, texts) : undefined,
        change: (value) => {
          expected = value;
          draw();
        },
      })}</form>
      ${content(shown, { near, now, texts, use, retry: () => void ask() })}
    </div>`);
    tray.setPrimary(
      clear === undefined
        ? undefined
        : { label: texts('byteOrder.take', { order: clear }), run: () => use(clear) },
    );
  };
  const ask = async (): Promise<void> => {
    shown = { kind: 'loading' };
    draw();
    const answer = await askRows(asked(cells), others);
    if (tray.signal.aborted) return;
    shown = 'problem' in answer ? { kind: 'problem', text: answer.problem } : read(answer.samples);
    draw();
  };
  const read = (samples: Parameters<typeof readingsOf>[1]): Shown => {
    const readings = readingsOf(cells, samples);
    if (!('name' in readings)) return { kind: 'readings', readings };
    const { name, reason } = readings;
    return {
      kind: 'problem',
      text: texts.find(`byteOrder.why.${name}`) ?? texts('byteOrder.unread'),
      reason,
    };
  };
  void ask();
}

const inputId = 'mw-byte-order-expected';

const notUnderstood = ({ type }: Cells, texts: ModbusTexts): string =>
  texts(type === 'bool' ? 'byteOrder.noBit' : 'byteOrder.noNumber');

interface Part {
  readonly near: Nearest;
  /** The order that the row has now. */
  readonly now: ByteOrder;
  readonly texts: ModbusTexts;
  use(order: ByteOrder): void;
  retry(): void;
}

function content(shown: Shown, part: Part): TemplateResult {
  const { near, texts, retry } = part;
  if (shown.kind === 'loading') return loadingState(texts('byteOrder.loading'));
  const again = html`<button type="button" class="red-ui-button" @click=${retry}>
    ${shown.kind === 'problem' ? words().tryAgain : texts('byteOrder.again')}
  </button>`;
  if (shown.kind === 'problem')
    return html`${failureLine(shown.text)}
      ${shown.reason === undefined ? nothing : html`<p class="mw-hint">${shown.reason}</p>`}
      ${again}`;
  return html`<ul aria-label=${texts('byteOrder.readings')}>
      ${shown.readings.map((reading) => html`<li>${choice(reading, shown.readings.length, part)}</li>`)}
    </ul>
    <p class="mw-byte-order-nearest" role="status">${sentence(near, texts)}</p>
    ${again}`;
}

/** One reading: a click takes its order over. */
function choice({ order, sample }: Reading, count: number, { near, now, texts, use }: Part): TemplateResult {
  const isNear = near.kind === 'found' && near.orders.includes(order);
  const { text, reason } = shownValue(sample, texts);
  const meaning =
    count === 2 ? texts(`byteOrder.bytes.${order as 'ABCD'}`) : texts(`byteOrder.order.${order}`);
  return html`<button
    type="button"
    class="red-ui-button mw-byte-order-reading ${isNear ? 'mw-byte-order-near' : ''}"
    title=${reason ?? nothing}
    @click=${() => use(order)}
  >
    <span class="mw-byte-order-name">${order}</span>
    <span class="mw-byte-order-value">${text}</span>
    <span class="mw-byte-order-words">${[
      meaning,
      ...(order === now ? [texts('byteOrder.inUse')] : []),
      ...(isNear ? [`◀ ${texts('byteOrder.near')}`] : []),
    ].join(' · ')}</span>
  </button>`;
}

function sentence(near: Nearest, texts: ModbusTexts): string {
  if (near.kind !== 'found') return '';
  const [first, ...more] = near.orders;
  if (first === undefined) return texts('byteOrder.none');
  return more.length === 0
    ? texts('byteOrder.one', { order: first })
    : texts('byteOrder.several', { orders: near.orders.join(', ') });
}
