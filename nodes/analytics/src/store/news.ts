import { type Damage, type DamageNews, Damages } from './damage.ts';
import type { ArchiveFindings } from './opening.ts';
import type { StoreNotice, StoreReport, UnknownFormat } from './report.ts';

/** What a store has to tell, between one report and the next. */
export class News implements ArchiveFindings {
  readonly #damages = new Damages();
  #notices: StoreNotice[] = [];
  #refusedTags: string[] = [];
  #unknownFormats: UnknownFormat[] = [];

  damaged(damage: Damage): void {
    this.#damages.add(damage);
  }

  rebuilt(file: string): void {
    this.notice({ is: 'rebuilt', file });
  }

  notice(notice: StoreNotice): void {
    this.#notices.push(notice);
  }

  unknownFormat(file: string, format: number): void {
    this.#unknownFormats.push({ file, format });
  }

  refused(tags: readonly string[]): void {
    this.#refusedTags.push(...tags);
  }

  /** The folder is looked at anew: what is in it is found again. */
  forgetFormats(): void {
    this.#unknownFormats = [];
  }

  /** Whether there may be samples that are not seen: of a newer version, or in what is damaged. */
  get mayHideSamples(): boolean {
    return this.#unknownFormats.length > 0 || this.#damages.hasAny;
  }

  /** @param nameOf a tag by its number */
  take(
    nameOf: (tag: number) => string | undefined,
  ): Pick<StoreReport, 'damage' | 'notices' | 'refusedTags' | 'unknownFormats'> {
    const [notices, refusedTags] = [this.#notices, this.#refusedTags];
    this.#notices = [];
    this.#refusedTags = [];
    const damage: DamageNews | undefined = this.#damages.news(nameOf);
    return { ...(damage && { damage }), notices, refusedTags, unknownFormats: this.#unknownFormats };
  }
}
