import type { ComponentChildren } from 'preact';
import { Bar } from './Bar.tsx';
import { Frame, Heading } from './Frame.tsx';

/** A page that says one thing, and what can be done about it. */
export function Message({
  title,
  text,
  languages,
  children,
}: {
  title: string;
  text?: string | undefined;
  languages: readonly string[];
  children?: ComponentChildren;
}) {
  return (
    <Frame title={title} bar={<Bar title="Rintis" languages={languages} />}>
      <Heading>{title}</Heading>
      {text && <p>{text}</p>}
      {children && <div class="buttons">{children}</div>}
    </Frame>
  );
}
