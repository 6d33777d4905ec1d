/** In another app's window (`safety/browser.ts` tells which one), a way out of it is offered; nobody else loads that. */
export function offerWayOut(): void {
  if (
    /\bLine\/|Zalo|FB[AI_]|Messenger|Instagram|musical_ly|Bytedance|TikTok|WhatsApp\//.test(
      navigator.userAgent,
    )
  )
    void import('./safety/index.ts').then(({ showWayOut }) => showWayOut());
}
