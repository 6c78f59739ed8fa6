import { onBeforeUnmount, onMounted, type Ref, ref, shallowRef, watch } from 'vue';
import { screenErrors } from '../../common/errors.ts';
import { Link } from '../link.ts';
import { pageAround } from '../page-around.ts';
import { isEnabled, useSocket, useTheme, type WidgetProps } from '../vue-page.ts';
import { AlarmDesk } from './desk.ts';
import { isDarkGround } from './look/density.ts';
import { alarmColours, customProperties } from './look/tokens.ts';
import { type AlarmTexts, alarmTexts } from './words/text.ts';
import { type AlarmTimes, alarmTimes } from './words/times.ts';

/** Ages and holds are looked at once a second. */
const tick = 1_000;

/** What a component that shows alarms stands on. */
export interface DeskInPage {
  readonly desk: AlarmDesk;
  readonly texts: AlarmTexts;
  readonly times: AlarmTimes;
  readonly root: Ref<HTMLElement | null>;
  /** Colours for the theme of the page; to be called while rendering. */
  style(): Readonly<Record<string, string>>;
  /** Makes the component draw anew, once a frame at most. */
  draw(): void;
  /** Ties what is rendered to {@link draw}; to be called while rendering. */
  track(): void;
}

/**
 * The desk of one widget, as long as it is in the page. To be called in `setup`.
 * @param refresh brings up to date what is drawn next
 */
export function useDesk(given: WidgetProps, refresh: (now: number) => void): DeskInPage {
  const { id } = given;
  const texts = alarmTexts(navigator.languages);
  const times = alarmTimes(texts.locale);
  const root = ref<HTMLElement | null>(null);
  const version = shallowRef(0);
  let frame: number | undefined;
  const draw = (): void => {
    frame ??= requestAnimationFrame(() => {
      frame = undefined;
      refresh(Date.now());
      version.value += 1;
    });
  };

  const socket = useSocket(id);
  const desk = new AlarmDesk({
    texts,
    times,
    // No clock that can be set while the page is open.
    now: () => performance.timeOrigin + performance.now(),
    isEnabled: () => isEnabled(given),
    ask: (ask, body) => (link ? link.ask(ask, body) : Promise.reject(screenErrors.disconnected())),
    changed: draw,
  });
  const link = socket && new Link(socket, id, desk);
  let timer: ReturnType<typeof setInterval> | undefined;
  onMounted(() => {
    link?.open(pageAround);
    timer = setInterval(draw, tick);
  });
  onBeforeUnmount(() => {
    link?.close();
    desk.close();
    clearInterval(timer);
    if (frame !== undefined) cancelAnimationFrame(frame);
  });
  // Dashboard applies the theme of a page after its widgets have been mounted.
  watch(useTheme(), draw, { deep: true });

  return {
    desk,
    texts,
    times,
    root,
    draw,
    track: () => void version.value,
    style: () => customProperties(alarmColours[isDark(root.value) ? 'dark' : 'light']),
  };
}

function isDark(element: HTMLElement | null): boolean {
  if (!element) return false;
  return isDarkGround(getComputedStyle(element).getPropertyValue('--v-theme-group-background').trim());
}
