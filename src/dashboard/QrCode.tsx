import { useEffect, useState } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import { qrPath } from '../report/index.ts';

/** A text as a QR code, dark on light in the dark scheme, too: not every phone reads the other way round. */
export function QrCode({ text, label }: { text: string; label?: string }) {
  const { t } = useText();
  const [code, setCode] = useState<{ readonly size: number; readonly path: string } | null>(null);
  useEffect(() => {
    let left = false;
    void import('uqr').then(({ encode }) => {
      // a quiet zone of four squares (ISO/IEC 18004), and a level that stands a scratched poster
      const { size, data } = encode(text, { border: 4, ecc: 'M' });
      if (!left) setCode({ size, path: qrPath(data) });
    });
    return () => {
      left = true;
    };
  }, [text]);
  return (
    <div class="qr">
      {code && (
        <svg
          role="img"
          aria-label={label ?? t('coordinator.qr')}
          viewBox={`0 0 ${code.size} ${code.size}`}
          shape-rendering="crispEdges"
        >
          <path d={code.path} />
        </svg>
      )}
    </div>
  );
}
