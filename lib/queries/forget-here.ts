/** Empties what this browser keeps of this server. Never rejects. Browsers heed Clear-Site-Data over https alone. */
export async function forgetHere(): Promise<void> {
  try {
    localStorage.clear()
    sessionStorage.clear()
    if ('caches' in window) for (const name of await caches.keys()) await caches.delete(name)
  } catch {
    // A browser that keeps nothing, as some do in a private window, has nothing to forget; what was ended stays so.
  }
}
