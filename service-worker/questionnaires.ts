/**
 * Keeps a questionnaire only if it is the text that its address names, by content hash: whatever a login page or a proxy
 * says under that address would otherwise stay for ever.
 */
export const onlyWithItsHash = {
  cacheWillUpdate: async ({
    request,
    response,
  }: {
    readonly request: Request;
    readonly response: Response;
  }): Promise<Response | null> => {
    if (response.status !== 200) return null;
    const bytes = await response.clone().arrayBuffer();
    return request.url.endsWith(`/${await hashOf(bytes)}`) ? response : null;
  },
};

async function hashOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
