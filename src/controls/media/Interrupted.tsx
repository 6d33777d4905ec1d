import { useEffect, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import type { Files } from '../LaterControl.tsx';
import type { ControlProps } from '../props.ts';
import type { Keeping } from './useKeeping.ts';

/** What a recording left behind that never came to its end: an answer where there was none, else a question to the person. */
export function Interrupted({ asked, media, keeping }: ControlProps & Files & { keeping: Keeping }) {
  const { t } = useText();
  const [left, setLeft] = useState<Blob | null>(null);
  const [saved, setSaved] = useState(false);
  const { ref } = asked;
  const drop = () => media.unfinished.drop(ref);
  const use = async (bytes: Blob) => {
    setLeft(null);
    if (!(await keeping.give(async () => ({ bytes })))) return;
    setSaved(true);
    await drop();
  };
  const look = async () => {
    const found = await media.unfinished.find(ref);
    if (!found) return;
    if (!keeping.answer) return use(found);
    // the same as the answer: only the tidying up was cut short
    const same = (await media.about(keeping.answer))?.size === found.size;
    return same ? drop() : setLeft(found);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked for once, when the question comes
  useEffect(() => {
    void look();
  }, []);
  if (saved) {
    return (
      <p class="note" role="status">
        {t('media.audio.saved')}
      </p>
    );
  }
  if (!left) return null;
  return (
    <div class="wish">
      <p>{t('media.audio.interrupted')}</p>
      <div class="buttons">
        <button type="button" class="button" onClick={() => void use(left)}>
          {t('media.audio.useIt')}
        </button>
        <button type="button" class="button" onClick={() => void drop().then(() => setLeft(null))}>
          {t('media.audio.dropIt')}
        </button>
      </div>
    </div>
  );
}
