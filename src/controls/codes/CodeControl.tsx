import { useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { readGiven } from '../../questionnaire/index.ts';
import { FilePick } from '../FilePick.tsx';
import type { ControlProps } from '../props.ts';
import { useFocusKept } from '../useFocusKept.ts';
import { codeReader } from './reader.ts';
import { Scanner } from './Scanner.tsx';
import './codes.css';

const widestPhoto = 1_600; // pixels of a photo that is looked at: a code that fills a quarter of it is still read

/** A bar code or QR code: scanned, read from a photo, or typed as it is printed. Typing always works. */
export default function CodeControl({ asked, id, told, onAnswer }: ControlProps) {
  const { t, language } = useText();
  const root = useFocusKept();
  const [scanning, setScanning] = useState(false);
  const [news, setNews] = useState<'read' | 'none' | 'reading' | null>(null);
  const answer = typeof asked.answer === 'string' ? asked.answer : '';
  const { appearance = '' } = asked.question;
  const take = (text: string) => {
    setScanning(false);
    setNews('read');
    onAnswer(text.normalize('NFC'), 'key');
  };
  const readPhoto = async (file: File) => {
    setNews('reading');
    const found = await inPhoto(file);
    if (found) take(found);
    else setNews('none');
  };
  const type = (typed: string) => {
    setNews(null);
    const read = readGiven('barcode', typed, language);
    onAnswer('answer' in read ? read.answer : null, 'key');
  };
  return (
    <div class="codes" ref={root} tabIndex={-1}>
      {scanning ? (
        <Scanner front={/\bfront\b/.test(appearance)} onRead={take} onStop={() => setScanning(false)} />
      ) : (
        !asked.readOnly && (
          <div class="buttons">
            <button
              type="button"
              class={answer ? 'button' : 'button main'}
              onClick={() => {
                setNews(null);
                setScanning(true);
              }}
            >
              {answer ? t('codes.again') : t('codes.scan')}
            </button>
            <FilePick accept="image/*" disabled={news === 'reading'} onPick={(file) => void readPhoto(file)}>
              {t('codes.photo')}
            </FilePick>
          </div>
        )
      )}
      <p role="status" class={news === 'none' ? 'wish' : 'code-news'}>
        {news && t(`codes.news.${news}`, { code: answer })}
      </p>
      <label class="code-typed">
        <span class="small">{t('codes.type')}</span>
        <input
          id={id}
          class="field"
          type="text"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          value={answer}
          readOnly={asked.readOnly}
          aria-describedby={told}
          onInput={(event) => type(event.currentTarget.value)}
        />
      </label>
    </div>
  );
}

/** A photo of a code, for a camera app that focuses better than a page can. */
async function inPhoto(file: File): Promise<string | null> {
  const url = URL.createObjectURL(file);
  const picture = new Image();
  try {
    picture.src = url;
    await picture.decode();
    const look = await codeReader(widestPhoto);
    return await look(picture);
  } catch {
    return null; // no picture, or one that this browser does not open: said as “no code found”
  } finally {
    URL.revokeObjectURL(url);
  }
}
