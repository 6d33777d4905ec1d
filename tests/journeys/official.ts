/** An official with a browser, who answers the survey by what stands on the screen. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Name, Person, Sight } from '../support/browsers/index.ts';
import type { Plan } from './answers.ts';
import { type Book, type Language, matches, officialsBook, ownNames, sourceOf, t } from './words.ts';

export class Official {
  readonly person: Person;
  language: Language;
  readonly book: Book;

  constructor(person: Person, language: Language, book = officialsBook) {
    this.person = person;
    this.language = language;
    this.book = book;
  }

  t = (key: string): Name => t(this.language, key);

  /** Opens the link, and finds the way into their language. */
  async speaks(link: string): Promise<void> {
    await this.person.opens(link);
    await this.person.taps('button', ownNames[this.language]);
  }

  async arrives(link: string): Promise<void> {
    await this.speaks(link);
    await this.person.sees('group', this.book.asks(this.language, 'consent'));
  }

  async agrees(code: 'agree' | 'decline' = 'agree'): Promise<void> {
    const within = { role: 'group', name: this.book.asks(this.language, 'consent') };
    await this.person.taps('radio', this.book.choice(this.language, 'consent', code), within);
    await this.goesOn();
    await this.person.seesNo('group', this.book.asks(this.language, 'consent'));
  }

  /** Taps what leads on, whatever it is called here. */
  goesOn(): Promise<void> {
    return this.person.taps('button', either(this.t('step.next'), this.t('step.toReview')));
  }

  /** Goes to a step by its address, as after a reload: what lies between is left as it is. */
  async turnsTo(step: string): Promise<void> {
    await this.person.tab.run(`void (location.hash = ${JSON.stringify(`#${step}`)})`);
    if (step === 'review') await this.person.sees('heading', this.t('review.title'));
    else await this.person.sees('group', this.book.asks(this.language, step.split('/').at(-1) ?? ''));
  }

  /** Answers what the screen asks, step by step, until a question (or the review) is there. */
  async answers(plan: Plan, until?: string): Promise<void> {
    for (let step = 0; step < 200; step++) {
      const view = await this.#looks();
      if (view.isReview) {
        if (until) throw new Error(`The review came before ${until}.`);
        return;
      }
      if (until && view.asked.includes(until)) return;
      await this.#answersStep(view, plan);
    }
    throw new Error('The survey has no end.');
  }

  /** Answers as far as the first statement, on a phone; what comes after it is left blank, and not gone through. */
  async hurries(plan: Plan): Promise<void> {
    await this.answers(plan, 'int_02');
    await this.turnsTo('review');
  }

  /** Until the screen says that all is kept. */
  async seesItSaved(): Promise<void> {
    await this.person.pauses();
    await this.person.reads(
      new RegExp(`✓ (${[this.t('step.saved'), this.t('step.savedDevice')].join('|')})`, 'u'),
    );
  }

  /** The questions on the screen. */
  async standsAt(): Promise<readonly string[]> {
    return (await this.#looks()).asked;
  }

  async submits(): Promise<void> {
    await this.person.taps('button', this.t('review.submit'));
    await this.person.sees('heading', this.t('receipt.thanks'));
  }

  async #answersStep(view: View, plan: Plan): Promise<void> {
    const alone = view.asked.length === 1;
    for (const name of view.asked) {
      const given = plan[name];
      if (given === undefined) continue;
      await this.#gives(name, given);
      const { kind } = this.book.question(name);
      // a tap on the only question's choice leads on by itself
      const leadsOn = alone && (kind === 'one' || kind === 'integer');
      if (leadsOn && (await this.#changes(view.signature, 1_500))) return;
      const followUp = await this.#looks();
      if (followUp.asked.length > view.asked.length) return; // an answer has brought another question
    }
    // what is left blank is asked for once more
    for (let time = 0; time < 2; time++) {
      await this.goesOn();
      if (await this.#changes(view.signature, 2_000, time === 0)) return;
    }
    throw new Error(`The way on is closed at ${view.signature}: ${(await this.person.text()).slice(0, 500)}`);
  }

  async #gives(name: string, given: string | readonly string[]): Promise<void> {
    const { kind } = this.book.question(name);
    const label = this.book.asks(this.language, name);
    // a number is chosen where there are few, and typed where there are many
    const isTyped =
      kind === 'text' ||
      (kind === 'integer' && (await this.person.finds({ role: 'textbox', name: begins(label) })).length > 0);
    if (isTyped) return this.person.types(begins(label), String(given));
    const within = { role: 'group', name: label };
    // a long list is searched, by a control that may still be on its way
    const ticked = kind === 'many' ? 'checkbox' : 'radio';
    const isThere = async (role: string) => (await this.person.finds({ role, within })).length > 0;
    let isSought = await isThere('combobox');
    for (let looks = 0; looks < 100 && !isSought && !(await isThere(ticked)); looks++) {
      await this.person.pauses();
      isSought = await isThere('combobox');
    }
    const role = isSought ? 'option' : ticked;
    for (const code of [given].flat()) {
      const words = this.book.choice(this.language, name, code);
      if (isSought) await this.person.types(this.t('choose.search'), sourceOf(words), 'combobox', within);
      await this.person.taps(role, words, within);
    }
  }

  /** Whether another step comes; gives up at once when the screen asks for the blanks instead. */
  async #changes(signature: string, patience: number, mayBeAsked = false): Promise<boolean> {
    for (const end = Date.now() + patience; Date.now() < end; await sleep(glance)) {
      if ((await this.#looks()).signature !== signature) return true;
      if (!mayBeAsked) continue;
      const text = await this.person.text();
      if (this.#asksOnceMore().some((words) => words.test(text)))
        return (await this.#looks()).signature !== signature;
    }
    return false;
  }

  #asksOnceMore(): RegExp[] {
    return ['step.wanted', 'step.wantedSome_other'].map((key) => new RegExp(sourceOf(this.t(key)), 'u'));
  }

  async #looks(): Promise<View> {
    const [groups, boxes, headings] = await this.person.findsAll('group', 'textbox', 'heading');
    const asked = [...(groups ?? []), ...(boxes ?? [])].flatMap((sight) => this.#whichQuestion(sight) ?? []);
    const texts = (headings ?? []).map(({ name }) => name);
    const isReview = texts.some((text) => matches(text, this.t('review.title')));
    return { asked, isReview, signature: JSON.stringify([asked, texts]) };
  }

  #whichQuestion({ role, name }: Sight): string | undefined {
    return this.book.questions.find(({ name: of, kind, label }) => {
      if (!label || kind === 'note' || of === this.book.consent) return false;
      const words = this.book.asks(this.language, of);
      return role === 'textbox' ? matches(name, begins(words)) : matches(name, words);
    })?.name;
  }
}

const glance = 40; // milliseconds: whoever looks without a rest slows down what they wait for

interface View {
  readonly asked: readonly string[];
  readonly isReview: boolean;
  readonly signature: string;
}

const either = (...names: Name[]): RegExp => new RegExp(`^(${names.map(sourceOf).join('|')})$`, 'u');

/** A text box's name ends with “(optional)” where it is. */
function begins(words: Name): RegExp {
  return new RegExp(`^${sourceOf(words)}`, 'u');
}
