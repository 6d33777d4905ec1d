import { useId, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import type { Files } from '../LaterControl.tsx';
import type { ControlProps } from '../props.ts';
import { useFocusKept } from '../useFocusKept.ts';
import { DrawingArea } from './DrawingArea.tsx';
import { KeepingStatus } from './KeepingStatus.tsx';
import KeptFileView from './KeptFileView.tsx';
import { PhotoPicks } from './PhotoPicks.tsx';
import { fitted, longestOf, paper, pictureOf, toPhoto } from './photo.ts';
import { type Sheet, type Stroke, toPicture } from './strokes.ts';
import { type Keeping, useKeeping } from './useKeeping.ts';
import { toCaptioned, toTypedName } from './writing.ts';

type Way = 'signature' | 'draw' | 'annotate';

/** A signature, a drawing, or a photo that is drawn upon. Every stroke is kept at once; words can be typed instead. */
export default function DrawControl(props: ControlProps & Files) {
  const { asked, media } = props;
  const { appearance = '', parameters } = asked.question;
  const { t } = useText();
  const root = useFocusKept();
  const keeping = useKeeping(props);
  const { answer, doing } = keeping;
  const way: Way = /\bsignature\b/.test(appearance)
    ? 'signature'
    : /\bannotate\b/.test(appearance)
      ? 'annotate'
      : 'draw';
  const longest = longestOf(parameters);
  const [sheet, setSheet] = useState<Sheet | null>(() =>
    answer || way === 'annotate' ? null : blank(way, longest),
  );

  const draw = (on: Sheet) => (strokes: readonly Stroke[], drawnIn: number) => {
    if (strokes.length === 0 && !on.base) keeping.remove();
    else void keeping.give(() => toPicture(on, strokes, drawnIn));
  };
  const beginOn = async (bytes: Blob | undefined) => {
    const base = bytes && (await pictureOf(bytes));
    if (!base) return keeping.say({ code: 'unreadable' });
    setSheet({ ...fitted(base.naturalWidth, base.naturalHeight, longest), base });
  };
  const beginOnPhoto = (file: File) =>
    keeping.give(async () => {
      const made = await toPhoto(file, longest);
      if ('bytes' in made) await beginOn(made.bytes);
      return made;
    });
  const isBusy = doing !== 'still';
  return (
    <div class="media" ref={root} tabIndex={-1}>
      {sheet && !asked.readOnly ? (
        <DrawingArea sheet={sheet} name={t(`media.${way}.area`)} onStrokes={draw(sheet)} />
      ) : (
        answer && <KeptFileView media={media} name={answer} alt={t(`media.${way}.shown`)} />
      )}
      <KeepingStatus keeping={keeping} preparing={t('media.draw.preparing')} />
      {!asked.readOnly && (
        <>
          <div class="buttons">
            {way === 'annotate' && (
              <PhotoPicks
                appearance={appearance}
                another={answer !== null}
                disabled={isBusy}
                onPick={(file) => void beginOnPhoto(file)}
              />
            )}
            {answer && !sheet && (
              <button
                type="button"
                class="button"
                disabled={isBusy}
                onClick={() =>
                  way === 'signature' ? setSheet(blank(way, longest)) : void media.open(answer).then(beginOn)
                }
              >
                {way === 'signature' ? t('media.signature.again') : t('media.draw.goOn')}
              </button>
            )}
            {answer && !(sheet && !sheet.base) && (
              <button
                type="button"
                class="button"
                disabled={isBusy}
                onClick={() => {
                  keeping.remove();
                  setSheet(way === 'annotate' ? null : blank(way, longest));
                }}
              >
                {t(`media.${way}.remove`)}
              </button>
            )}
          </div>
          {(way !== 'annotate' || answer) && (
            <Typed
              way={way}
              keeping={keeping}
              {...props}
              sheet={blank(way, longest)}
              onTyped={() => setSheet(null)}
            />
          )}
        </>
      )}
    </div>
  );
}

/** Pixels: a signature is wide; a drawing has the form of a photo. */
const blank = (way: Way, longest: number): Sheet =>
  way === 'signature'
    ? { width: Math.min(longest, 1_000), height: Math.round(Math.min(longest, 1_000) * 0.4), base: null }
    : { width: longest, height: Math.round(longest * 0.75), base: null };

/** What a hand would draw needs a path, and has no equal on a keyboard; what it says can be typed, on an empty sheet too. */
function Typed({
  way,
  keeping,
  media,
  sheet,
  onTyped,
}: Files & { way: Way; keeping: Keeping; sheet: Sheet; onTyped(): void }) {
  const { t, language } = useText();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [words, setWords] = useState('');
  const isName = way === 'signature';
  const use = async () => {
    const text = words.trim();
    if (text === '') return;
    const kept = await keeping.give(async () => {
      if (isName) return toTypedName(text, t('media.signature.typed'), sheet);
      const bytes = keeping.answer ? await media.open(keeping.answer) : undefined;
      const picture = keeping.answer ? bytes && (await pictureOf(bytes)) : paper(sheet.width, sheet.height);
      return picture ? toCaptioned(picture, text, language) : { code: 'unreadable' };
    });
    if (!kept) return;
    setOpen(false);
    setWords('');
    onTyped();
  };
  if (!open) {
    return (
      <button type="button" class="button plain typed" onClick={() => setOpen(true)}>
        {isName ? t('media.signature.type') : t('media.draw.addWords')}
      </button>
    );
  }
  return (
    <div class="typed">
      <label for={id}>{isName ? t('media.signature.name') : t('media.draw.words')}</label>
      <input
        id={id}
        class="field"
        type="text"
        lang={language}
        maxLength={isName ? 80 : 300}
        autocomplete={isName ? 'name' : 'off'}
        value={words}
        onInput={({ currentTarget }) => setWords(currentTarget.value)}
      />
      <div class="buttons">
        <button
          type="button"
          class="button main"
          disabled={words.trim() === '' || keeping.doing !== 'still'}
          onClick={() => void use()}
        >
          {isName ? t('media.signature.useName') : t('media.draw.useWords')}
        </button>
        <button type="button" class="button" onClick={() => setOpen(false)}>
          {t('media.draw.cancel')}
        </button>
      </div>
      {isName && <p class="quiet small">{t('media.signature.honest')}</p>}
    </div>
  );
}
