/** People at an `oidc-provider` with its own pages. */
export function peopleOf(issuer: string) {
  return {
    /** Signs in as a person and agrees to all; returns where the provider leads then. */
    async signIn(person: string, authorizationUrl: string): Promise<string> {
      const cookies = new Map<string, string>();
      const ask = async (url: string, form?: Record<string, string>) => {
        const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
        const answer = await fetch(url, {
          redirect: 'manual',
          headers: { cookie },
          ...(form && { method: 'POST', body: new URLSearchParams(form) }),
        });
        for (const text of answer.headers.getSetCookie()) {
          const [name = '', value = ''] = text.split(';', 1)[0]?.split('=') ?? [];
          cookies.set(name, value);
        }
        return new URL(answer.headers.get('location') ?? url, issuer).href;
      };
      const forms = [{ prompt: 'login', login: person, password: 'any' }, { prompt: 'consent' }];
      let url = await ask(authorizationUrl);
      while (url.startsWith(issuer)) {
        const isQuestion = new URL(url).pathname.startsWith('/interaction/');
        url = await ask(url, isQuestion ? forms.shift() : undefined);
      }
      return url;
    },
  };
}
