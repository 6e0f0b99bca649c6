/** One of many that may be chosen. */
export interface Choice {
  value: string;
  label: string;
  /** Stands behind the label: how much was found, say. */
  hint: string;
  /** What it is, and how it stands here: a line each. */
  about: [what: string, here: string];
  /** Chosen already. */
  chosen: boolean;
}

export interface ChoiceGroup {
  title: string;
  choices: Choice[];
}

/** What has every word of the filter in its name, or a word that begins like it in its description or its group's title. */
export function matching(groups: readonly ChoiceGroup[], filter: string): ChoiceGroup[] {
  const words = filter
    .toLowerCase()
    .split(' ')
    .filter((word) => word !== '');
  const matches = (title: string, { value, label, hint, about }: Choice): boolean => {
    const name = `${value} ${label}`.toLowerCase();
    const told = [title, hint, about[0]].flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u));
    return words.every((word) => name.includes(word) || told.some((each) => each.startsWith(word)));
  };
  return groups
    .map(({ title, choices }) => ({ title, choices: choices.filter((choice) => matches(title, choice)) }))
    .filter(({ choices }) => choices.length > 0);
}

/** Which of many are chosen, which are shown, and which one is reached. What a filter hides stays as it was chosen. */
export class Selection {
  readonly chosen: Set<string>;
  filter = '';
  /** Whether the one that is reached is explained. */
  explains = false;
  #at = 0;

  constructor(readonly groups: readonly ChoiceGroup[]) {
    this.chosen = new Set(this.all.filter(({ chosen }) => chosen).map(({ value }) => value));
  }

  get all(): Choice[] {
    return this.groups.flatMap(({ choices }) => choices);
  }

  get shown(): ChoiceGroup[] {
    return matching(this.groups, this.filter);
  }

  /** The one that is reached; undefined where nothing matches. */
  get reached(): Choice | undefined {
    return this.#matches[this.#at];
  }

  /** In the order in which they are shown. */
  get values(): string[] {
    return this.all.map(({ value }) => value).filter((value) => this.chosen.has(value));
  }

  get #matches(): Choice[] {
    return this.shown.flatMap(({ choices }) => choices);
  }

  move(by: number): void {
    const count = Math.max(this.#matches.length, 1);
    this.#at = (this.#at + by + count) % count;
  }

  toggle(value: string | undefined = this.reached?.value): void {
    if (value !== undefined && !this.chosen.delete(value)) this.chosen.add(value);
  }

  /** All that are shown, or none of them. */
  set(chosen: boolean): void {
    for (const { value } of this.#matches) if (this.chosen.has(value) !== chosen) this.toggle(value);
  }

  /** Leaves the explanation, or else the filter; false where there is neither. */
  back(): boolean {
    if (!this.explains && this.filter === '') return false;
    if (this.explains) this.explains = false;
    else this.filterBy('');
    return true;
  }

  /** The one that is reached stays so while it is shown. */
  filterBy(filter: string): void {
    const { reached } = this;
    this.filter = filter;
    this.#at = Math.max(
      0,
      this.#matches.findIndex((choice) => choice === reached),
    );
  }
}
