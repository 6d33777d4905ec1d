import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

/** A button that opens the camera or the device's files. The browser's own file button cannot be put into our words. */
export function FilePick({
  accept,
  capture,
  disabled,
  main,
  onPick,
  children,
}: {
  accept: string;
  /** Asks for the camera at once, on devices that have one: `user` is the one that looks at the person. */
  capture?: 'environment' | 'user' | undefined;
  disabled?: boolean;
  main?: boolean;
  onPick(file: File): void;
  children: ComponentChildren;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        class={main ? 'button main' : 'button'}
        disabled={disabled}
        onClick={() => input.current?.click()}
      >
        {children}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        {...(capture ? { capture } : {})}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) onPick(file);
          currentTarget.value = ''; // the same file once more is a new choice
        }}
      />
    </>
  );
}
