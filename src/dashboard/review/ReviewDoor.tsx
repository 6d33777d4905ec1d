import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { Nowhere, Working } from '../Standing.tsx';
import type { Way } from '../way.ts';
import type { ReviewPages } from './ReviewPages.tsx';

export type ReviewWay = Extract<Way, { page: 'progress' | 'submissions' | 'submission' }>;
type Pages = ComponentType<Parameters<typeof ReviewPages>[0]>;

/** Watching and going through submissions: a part of its own with words of its own, brought when somebody comes. */
export function ReviewDoor(props: { way: ReviewWay; moved: boolean; onSignedOut(): void }) {
  const { open } = useText();
  const [pages, setPages] = useState<{ readonly Pages: Pages } | 'missing' | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once; `open` is another with each language, and the words come with that
  useEffect(() => {
    Promise.all([import('./ReviewPages.tsx'), open('review'), open('media')]).then(
      ([{ ReviewPages }]) => setPages({ Pages: ReviewPages }),
      () => setPages('missing'),
    );
  }, []);
  if (pages === 'missing') return <Nowhere trouble="unreachable" moved={props.moved} />;
  return pages ? <pages.Pages {...props} /> : <Working />;
}
