import { useEffect, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { TroubleNote, Working } from '../Standing.tsx';
import type { Way } from '../way.ts';
import { PreviewPage } from './PreviewPage.tsx';
import './questionnaires.css';
import { ShelfPage } from './ShelfPage.tsx';
import { TranslatePage } from './TranslatePage.tsx';
import { VersionPage } from './VersionPage.tsx';

export type QuestionnaireWay = Extract<
  Way,
  { page: 'questionnaires' | 'questionnaire' | 'translate' | 'preview' }
>;

/** Which of them it is, once its words are here. */
export function QuestionnairePages({
  way,
  moved,
  onSignedOut,
}: {
  way: QuestionnaireWay;
  moved: boolean;
  onSignedOut(): void;
}) {
  const { open } = useText();
  const [words, setWords] = useState<'coming' | 'here' | 'missing'>('coming');
  // biome-ignore lint/correctness/useExhaustiveDependencies: once; a language chosen later brings them, too
  useEffect(() => {
    Promise.all([open('questionnaires'), open('authors')]).then(
      () => setWords('here'),
      () => setWords('missing'),
    );
  }, []);
  if (words === 'coming') return <Working />;
  if (words === 'missing') return <TroubleNote trouble="unreachable" onAgain={() => location.reload()} />;
  const rest = { moved, onSignedOut };
  if (way.page === 'questionnaire') return <VersionPage hash={way.hash} {...rest} />;
  if (way.page === 'translate') return <TranslatePage hash={way.hash} language={way.language} {...rest} />;
  if (way.page === 'preview') return <PreviewPage hash={way.hash} {...rest} />;
  return <ShelfPage {...rest} />;
}
