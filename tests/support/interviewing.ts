/**
 * Somebody in an interview with the hooks that the screens use, and no screen: what they do, what stands where a screen tells
 * whether it is kept, and what is there when they come back.
 */
import { h } from 'preact';
import { useState } from 'preact/hooks';
import type { Keeping as FileKeeping } from '../../src/controls/media/useKeeping.ts';
import { useKeeping } from '../../src/controls/media/useKeeping.ts';
import { useText } from '../../src/i18n/index.ts';
import {
  type Answer,
  addRepeat,
  answer,
  asked,
  type Interview,
  keptOf,
  type Questionnaire,
  questionAt,
  type Ref,
} from '../../src/questionnaire/index.ts';
import { submit } from '../../src/screens/begin.ts';
import { KeepingNote } from '../../src/screens/KeepingNote.tsx';
import { HeldDraft } from '../../src/screens/RespondentScreen.tsx';
import { type Going, type Opened, useInterview } from '../../src/screens/useInterview.ts';
import { useKeeper } from '../../src/screens/useKeeper.ts';
import type { Database, Draft } from '../../src/storage/index.ts';
import type { Survey } from '../../src/submission/index.ts';
import type { Chance } from '../simulator/parts/chance.ts';
import { sayingTo } from './answering/sayings.ts';
import { photo } from './media.ts';
import { mounted, wordsOf } from './mounted.ts';

/** One thing that a person does. */
export type Deed =
  | { readonly kind: 'answers'; readonly ref: Ref; readonly said: Answer }
  | { readonly kind: 'photographs'; readonly ref: Ref; readonly bytes: Blob }
  | { readonly kind: 'adds'; readonly ref: Ref; readonly key: string }
  | { readonly kind: 'goes'; readonly where: Ref };

/** A whole interview, page by page: what is planned by name is said so, the rest as somebody might. */
export function deedsOf(
  begun: Interview,
  plan: Readonly<Record<string, Answer>>,
  { chance, instances }: { readonly chance: Chance; readonly instances: number },
): Deed[] {
  const deeds: Deed[] = [];
  const settled = new Set<Ref>();
  let interview = begun;
  for (;;) {
    const page = [...asked(interview)].find(({ items }) => items.some(({ ref }) => !settled.has(ref)));
    const item = page?.items.find(({ ref }) => !settled.has(ref));
    if (!page || !item) return deeds;
    if (page.items[0] === item) deeds.push({ kind: 'goes', where: page.ref });
    settled.add(item.ref);
    if (item.kind === 'repeat' && item.canChange) {
      for (let count = item.instances.length; count < instances; count++) {
        const key = `k${count}`;
        deeds.push({ kind: 'adds', ref: item.ref, key });
        interview = addRepeat(interview, item.ref, key);
      }
    }
    const it = item.kind === 'question' ? questionAt(interview, item.ref) : null;
    if (!it || it.readOnly || it.question.kind === 'note') continue;
    const { name, kind } = it.question;
    if (kind === 'photo') {
      deeds.push({ kind: 'photographs', ref: item.ref, bytes: photo(600_000, deeds.length) });
      interview = answer(interview, item.ref, 'photo.jpg');
    } else {
      const said = plan[name] ?? sayingTo(interview, it, chance);
      if (said === null) continue;
      deeds.push({ kind: 'answers', ref: item.ref, said });
      interview = answer(interview, item.ref, said);
    }
  }
}

/** All that an interview says, by ref. */
export const said = (interview: Interview): Map<Ref, Answer> =>
  new Map(keptOf(interview).map(({ ref, answer }) => [ref, answer]));

export interface Sitting {
  readonly draft: Draft;
  /** What stands on the screen. */
  readonly shown: Interview;
  /** What it says of keeping. */
  readonly words: string;
  /** Done, and the screen says that it is saved: or it says that it could not be kept. */
  does(deed: Deed): Promise<'saved' | 'told'>;
  /** Presses “Try again”. */
  triesAgain(): Promise<'saved' | 'told'>;
  submits(): Promise<void>;
  leaves(): void;
}

/** Opens a draft as its page does, and waits until it stands there. */
export async function sitDown(
  db: Database,
  { survey, questionnaire }: { readonly survey: Survey; readonly questionnaire: Questionnaire },
  id: string,
): Promise<Sitting> {
  let now: Seen | undefined;
  const leaves = await mounted(
    h(HeldDraft, {
      draft: id,
      device: { db, runner: undefined as never },
      survey,
      questionnaire,
      languages: ['en'],
      children: (draft: Draft, begun: Opened) =>
        h(Person, { db, draft, begun, survey, see: (seen) => (now = seen) }),
    }),
  );
  const seen = async (isSo: (seen: Seen) => boolean): Promise<Seen> => {
    for (;;) {
      if (now && isSo(now)) return now;
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  const { draft } = await seen(() => true);
  const settles = async () => {
    const here = await seen(() => true);
    await here.going.settled().catch(() => undefined); // the screen says so
    const { going } = await seen(({ going }) => going.keeping !== 'saving');
    return going.keeping === 'saved' ? 'saved' : 'told';
  };
  return {
    draft,
    get shown() {
      if (!now) throw new Error('nothing is shown');
      return now.going.interview;
    },
    get words() {
      return now?.words ?? '';
    },
    async does(deed) {
      const { going, asks } = await seen(() => true);
      if (deed.kind === 'answers') going.give(deed.ref, deed.said);
      if (deed.kind === 'adds') going.change((it) => addRepeat(it, deed.ref, deed.key));
      if (deed.kind === 'goes') going.stand({ where: deed.where });
      if (deed.kind !== 'photographs') return settles();
      asks(deed.ref);
      const { camera } = await seen(({ photographed }) => photographed === deed.ref);
      if (!(await camera?.give(async () => ({ bytes: deed.bytes })))) {
        await seen(({ camera }) => camera?.trouble !== null);
        return 'told';
      }
      return settles();
    },
    async triesAgain() {
      const { going } = await seen(() => true);
      going.keepAgain();
      return settles();
    },
    async submits() {
      const { going, settled } = await seen(() => true);
      await submit(db, survey, draft, await settled(), { pages: {}, notes: going.notes, remarks: [] });
    },
    leaves,
  };
}

interface Seen {
  readonly draft: Draft;
  readonly going: Going;
  readonly words: string;
  /** The control of the photo that is asked for. */
  readonly camera: FileKeeping | undefined;
  readonly photographed: Ref | null;
  asks(photo: Ref): void;
  settled(): Promise<Interview>;
}

function Person({
  db,
  draft,
  begun,
  survey,
  see,
}: {
  db: Database;
  draft: Draft;
  begun: Opened;
  survey: Survey;
  see(seen: Seen): void;
}) {
  const { language, t } = useText();
  const going = useInterview(db, draft.id, begun, language, clock);
  const { keeper, settled } = useKeeper(db, draft.id, survey.privacy, going);
  const [photographed, asks] = useState<Ref | null>(null);
  const it = photographed === null ? null : questionAt(going.interview, photographed);
  const note = wordsOf(KeepingNote({ keeping: going.keeping, words: '', onAgain: going.keepAgain }));
  const seen = { draft, going, asks, settled };
  see({ ...seen, words: note, camera: undefined, photographed: null });
  return (
    it &&
    h(Camera, {
      key: it.ref,
      asked: it,
      media: keeper,
      id: '',
      told: undefined,
      onAnswer: (given: Answer) => void going.give(it.ref, given),
      onUnreadable: () => undefined,
      see: (camera: FileKeeping) => {
        const words = camera.trouble ? t(`media.trouble.${camera.trouble.code}`) : note;
        see({ ...seen, words, camera, photographed });
      },
    })
  );
}

function Camera({ see, ...props }: Parameters<typeof useKeeping>[0] & { see(camera: FileKeeping): void }) {
  see(useKeeping(props));
  return null;
}

const clock = (): Date => new Date();
