import { defineComponent, h, onBeforeUnmount, onMounted, ref, shallowRef, type VNode, watch } from 'vue';
import { windows } from '../../common/trend-columns.ts';
import type { TrendConfig } from '../../ui-mw-trend/schema.ts';
import { language, locale } from '../language.ts';
import { installStyle } from '../style.ts';
import { useSocket, useTheme, widgetProps } from '../vue-page.ts';
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

export const trendWidget = defineComponent({
  name: 'MwTrend',
  props: widgetProps,
  setup(props) {
    installStyle('trend', trendRules);
    const texts = trendTexts[language()];
    const formats = new Formats(locale());
    // The server has checked it; what is new of it comes with a new widget.
    const config = props.props as unknown as TrendConfig;
    const socket = useSocket(props.id);
    const theme = useTheme();
    const plot = ref<HTMLElement>();
    const told = shallowRef<Told>();
    const said = ref('');
    const isTable = ref(false);
    let screen: TrendScreen | undefined;
    let gestures: Gestures | undefined;
    let toldAt = Number.NEGATIVE_INFINITY;
    let saidAt = Number.NEGATIVE_INFINITY;
    let saidCursor: number | undefined;

    const drawn = (): void => {
      if (!screen) return;
      const now = performance.now();
      const isMoved = screen.cursor !== saidCursor;
      if (now - toldAt < readable && !isMoved) return;
      toldAt = now;
      told.value = tell(screen, config, texts, formats);
      const isAsked = isMoved && document.activeElement === plot.value;
      if (!isAsked && now - saidAt < spoken) return;
      saidAt = now;
      saidCursor = screen.cursor;
      said.value = told.value.summary;
    };

    onMounted(() => {
      if (!plot.value || !socket) return;
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
        screen.picture().toBlob((picture) => {
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
        onPointercancel: (event: PointerEvent) => gestures?.up(event),
        onPointerleave: (event: PointerEvent) => gestures?.leave(event),
      });

    const notice = (shown: Told): VNode[] => {
      if (shown.isLost)
        return [h('div', { key: 'lost', class: 'mw-trend-lost', role: 'alert' }, `■ ${texts.disconnected}`)];
      if (shown.failure !== undefined)
        return [h('div', { key: 'lost', class: 'mw-trend-lost', role: 'alert' }, `■ ${shown.failure}`)];
      return [];
    };

    return () => {
      const shown = told.value;
      const parts: VNode[] = [];
      if (config.label !== '') parts.push(h('h3', { key: 'title' }, config.label));
      if (shown) {
        parts.push(toolbar(shown, isTable.value, texts, actions));
        if (plot.value) parts.push(legend(shown, config, paletteOf(plot.value)));
        parts.push(...notice(shown));
      }
      parts.push(plotted(shown));
      if (isTable.value && screen) parts.push(table(screen, config, texts, formats));
      else if (shown?.isEmpty)
        parts.push(h('div', { key: 'told', class: 'mw-trend-told' }, shown.isLoading ? texts.loading : texts.noData));
      parts.push(
        h('div', { key: 'keys', class: 'mw-trend-hidden', id: `mw-trend-keys-${props.id}` }, texts.keys),
        h('div', { key: 'said', class: 'mw-trend-hidden', role: 'status' }, said.value),
      );
      return h('section', { class: 'mw-trend', 'aria-label': config.label || texts.chart }, parts);
    };
  },
});
