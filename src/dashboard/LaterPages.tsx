import type { ComponentProps } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { QuestionnairePages } from './questionnaires/index.ts';
import { TroubleNote, Working } from './Standing.tsx';

type Props = ComponentProps<typeof QuestionnairePages>;

/** The pages about questionnaires, brought when one of them is opened: they read workbooks, which is half of the desk's weight. */
export function LaterPages(props: Props) {
  const [Pages, setPages] = useState<typeof QuestionnairePages | 'missing' | null>(null);
  useEffect(() => {
    import('./questionnaires/index.ts').then(
      (brought) => setPages(() => brought.QuestionnairePages),
      () => setPages('missing'),
    );
  }, []);
  if (Pages === null) return <Working />;
  if (Pages === 'missing') return <TroubleNote trouble="unreachable" onAgain={() => location.reload()} />;
  return <Pages {...props} />;
}
