import {
  defineComponent,
  h,
  onBeforeUnmount,
  onMounted,
  type PropType,
  ref,
  shallowRef,
  toRaw,
  type VNode,
  watch,
} from 'vue';
import { windows } from '../../common/trend-columns.ts';
import type { TrendConfig } from '../../ui-mw-trend/schema.ts';
import type { DashboardSocket } from '../dashboard.ts';
import { language, locale } from '../language.ts';
import type { LinkState } from '../link.ts';
import { installStyle } from '../style.ts';
import { isEnabled, useSocket, useTheme, widgetProps } from '../vue-page.ts';
import { paletteOf } from './colours.ts';
import { csvOf } from './csv.ts';
import { Formats } from './format.ts';
import { Gestures, onKey } from './gestures.ts';
import { legend, type TrendActions, table, toolbar } from './parts.ts';
import { fileName, saveFile } from './save.ts';
import { TrendScreen } from './screen.ts';
import { trendRules } from './style.ts';
import { trendTexts } from './texts.ts';
import { type Told, tell } from './told.ts';
import { fromOf, pause, resume, windowOf } from './view.ts';

/** Words change at most so often (ms): faster, nobody can read them. */
const readable = 200;
/** What is shown is told to screen readers so often (ms), and at once where the cursor was moved. */
const spoken = 30_000;

/** What a page has to begin anew for where a deploy has changed it. */
const lasting = ['label', 'store', 'window', 'pens', 'gap', 'stale'] as const;

/** What Dashboard places: the trend, and another one where its configuration is another one. */
export const trendWidget = defineComponent({
  name: 'MwTrend',
  props: widgetProps,
  setup(props) {
    const socket = useSocket(props.id);
    return () =>
      socket &&
      h(trend, {
        key: JSON.stringify(lasting.map((name) => props.props[name])),
        id: props.id,
        config: props.props as unknown as TrendConfig,
        socket,
        isEnabled: isEnabled(props),
      });
  },
});

const trend = defineComponent({
  name: 'MwTrendScreen',
  props: {
    id: { type: String, required: true },
    config: { type: Object as PropType<TrendConfig>, required: true },
    socket: { type: Object as PropType<DashboardSocket>, required: true },
    isEnabled: { type: Boolean, required: true },
  },
  setup(props) {
    installStyle('trend', trendRules);
    const texts = trendTexts[language()];
    const formats = new Formats(locale());
    // Out of Vue's sight: neither of them is to be watched.
    const config = toRaw(props.config);
    const socket = toRaw(props.socket);
    const theme = useTheme();
    const plot = ref<HTMLElement>();
    const told = shallowRef<Told>();
    const said = ref('');
    const isTable = ref(false);
    let screen: TrendScreen | undefined;
    let gestures: Gestures | undefined;
    let toldLink: LinkState | undefined;
    let toldAt = Number.NEGATIVE_INFINITY;
    let saidAt = Number.NEGATIVE_INFINITY;
    let toldCursor: number | undefined;
    let toldLater: ReturnType<typeof setTimeout> | undefined;

    const drawn = (): void => {
      if (!screen) return;
      const now = performance.now();
      const isMoved = screen.cursor !== toldCursor;
      if (now - toldAt < readable && !isMoved && screen.status.link === toldLink) {
        // What is not drawn again would keep the words of before.
        toldLater ??= setTimeout(tellLater, toldAt + readable - now);
        return;
      }
      toldAt = now;
      toldCursor = screen.cursor;
      toldLink = screen.status.link;
      told.value = tell(screen, config, texts, formats);
      // The lines may come after the cursor: then there is something else to say of the same place.
      const isOther = toldCursor !== undefined && told.value.summary !== said.value;
      const isAsked = (isMoved || isOther) && document.activeElement === plot.value;
      if (!isAsked && now - saidAt < spoken) return;
      saidAt = now;
      said.value = told.value.summary;
    };

    const tellLater = (): void => {
      toldLater = undefined;
      drawn();
    };

    onMounted(() => {
      if (!plot.value) return;
      const view = windowOf(windows[config.window], Date.now());
      screen = new TrendScreen({
        socket,
        id: props.id,
        config,
        formats,
        host: plot.value,
        view,
        onDrawn: drawn,
      });
      gestures = new Gestures(screen, plot.value);
      screen.redraw();
    });
    onBeforeUnmount(() => {
      clearTimeout(toldLater);
      screen?.close();
      screen = undefined;
    });
    watch(theme, () => screen?.redraw());

    const actions: TrendActions = {
      window(span) {
        if (screen) screen.view = windowOf(span, screen.now);
      },
      toggleLive() {
        if (screen)
          screen.view = screen.view.live ? pause(screen.view, screen.now) : resume(screen.view, screen.now);
      },
      toggleTable() {
        isTable.value = !isTable.value;
      },
      saveCsv() {
        if (!screen) return;
        const { view, lines } = screen;
        const pens = config.pens.map(({ tag, unit }, index) => ({
          tag,
          unit,
          line: lines[index]?.line ?? { times: new Float64Array(), values: new Float64Array() },
        }));
        const heads = [texts.time, texts.tag, texts.value, texts.unit] as const;
        const text = csvOf(pens, fromOf(view), view.to, heads);
        saveFile(
          fileName(config.label, view.to, 'csv'),
          new Blob([text], { type: 'text/csv;charset=utf-8' }),
        );
      },
      savePng() {
        if (!screen) return;
        const { to } = screen.view;
        const { lines } = tell(screen, config, texts, formats);
        screen.picture(lines).toBlob((picture) => {
          if (picture) saveFile(fileName(config.label, to, 'png'), picture);
        });
      },
    };

    const plotted = (shown: Told | undefined): VNode =>
      h('div', {
        ref: plot,
        key: 'plot',
        class: 'mw-trend-plot',
        style: isTable.value ? { display: 'none' } : {},
        role: 'img',
        tabindex: 0,
        'aria-label': shown?.summary ?? texts.loading,
        'aria-describedby': `mw-trend-keys-${props.id}`,
        onKeydown: (event: KeyboardEvent) => screen && onKey(event, screen),
        onWheel: (event: WheelEvent) => gestures?.wheel(event),
        onPointerdown: (event: PointerEvent) => gestures?.down(event),
        onPointermove: (event: PointerEvent) => gestures?.move(event),
        onPointerup: (event: PointerEvent) => gestures?.up(event),
        onPointercancel: (event: PointerEvent) => gestures?.cancel(event),
        onPointerleave: (event: PointerEvent) => gestures?.leave(event),
      });

    const notice = ({ cursor, trouble }: Told): VNode[] => [
      ...(trouble === undefined
        ? []
        : [h('div', { key: 'lost', class: 'mw-trend-lost', role: 'alert' }, `■ ${trouble}`)]),
      // Else values of then would look as if they were of now.
      ...(cursor === undefined ? [] : [h('div', { key: 'then', class: 'mw-trend-then' }, `┃ ${cursor}`)]),
    ];

    return () => {
      const shown = told.value;
      const parts: VNode[] = [];
      const title = config.label === '' ? undefined : h('h3', config.label);
      const tools =
        shown && toolbar(shown, { isTable: isTable.value, isEnabled: props.isEnabled }, texts, actions);
      parts.push(h('div', { key: 'head', class: 'mw-trend-head' }, [title, tools]));
      if (shown) {
        if (plot.value) parts.push(legend(shown, config, paletteOf(plot.value)));
        parts.push(...notice(shown));
      }
      parts.push(plotted(shown));
      if (isTable.value && screen) parts.push(table(screen, config, texts, formats));
      else if (shown?.emptiness)
        parts.push(h('div', { key: 'told', class: 'mw-trend-told' }, shown.emptiness));
      parts.push(
        h('div', { key: 'keys', class: 'mw-trend-hidden', id: `mw-trend-keys-${props.id}` }, texts.keys),
        h('div', { key: 'said', class: 'mw-trend-hidden', role: 'status' }, said.value),
      );
      return h('section', { class: 'mw-trend', 'aria-label': config.label || texts.chart }, parts);
    };
  },
});
