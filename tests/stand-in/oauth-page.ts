import type { Account } from './account'

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const page = (title: string, body: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(title)}</title><h1>${escaped(title)}</h1>${body}</html>`

/** Where a person says who they are, which scopes they share, and yes or no. `query` is handed on as it came. */
export function consentPage(query: URLSearchParams, accounts: readonly Account[], scopes: readonly string[]): string {
  const hidden = [...query].map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)
  const people = accounts.map(({ name }) => `<option>${escaped(name)}</option>`)
  const boxes = scopes.map(
    (scope) => `<p><label><input type="checkbox" name="granted" value="${escaped(scope)}" checked> ${escaped(scope)}</label></p>`,
  )
  return page(
    'Share your data',
    `<form method="post">${hidden.join('')}<p><label>Account <select name="account">${people.join('')}</select></label></p>${boxes.join('')}
    <button name="answer" value="allow">Allow</button> <button name="answer" value="deny">Deny</button></form>`,
  )
}

/** What is told to the person instead of a redirect: the application or its address is not to be trusted. */
export const refusalPage = (what: string): string => page('This application cannot sign you in', `<p>${escaped(what)}</p>`)
