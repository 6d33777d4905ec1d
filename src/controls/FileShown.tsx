import { useContext } from 'preact/hooks';
import { FilesContext } from './keeper.ts';
import { type Load, useLater } from './LaterControl.tsx';
import type { ShownFile } from './media/KeptFileView.tsx';

const load: Load<ShownFile> = () => import('./media/KeptFileView.tsx');

/** The file that an answer names, small, with a way to open it; its name while (or where) that cannot be shown. */
export function FileShown({ name }: { name: string }) {
  const media = useContext(FilesContext);
  const Loaded = useLater(load);
  if (!media || !Loaded || Loaded === 'missing') return <span class="file-name">{name}</span>;
  return <Loaded media={media} name={name} />;
}
