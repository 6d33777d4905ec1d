import { Component, type ComponentChildren } from 'preact';
import { useText } from '../i18n/index.ts';

/** The one place where a bug ends: the answers are safe by then, and the person learns it in their language. */
export class Catcher extends Component<{ children: ComponentChildren }, { failed: boolean }> {
  override state = { failed: false };

  static override getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(cause: unknown): void {
    reportError(cause); // loudly, for whoever looks at the console
  }

  override render() {
    return this.state.failed ? <Failed /> : this.props.children;
  }
}

function Failed() {
  const { t } = useText();
  return (
    <main class="page">
      <p class="alarm" role="alert">
        {t('app.failed')}
      </p>
      <div class="buttons">
        <button type="button" class="button main" onClick={() => location.reload()}>
          {t('app.reload')}
        </button>
      </div>
    </main>
  );
}
