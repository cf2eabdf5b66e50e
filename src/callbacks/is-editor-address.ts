const posts = /\/(flows?|nodes|auth\/(token|revoke)|settings\/user)\/*(\?.*)?$/i;

/**
 * Whether the editor posts there, or might where its root is that of the flows: nobody else hears what comes then, and who
 * took it away would make it impossible to deploy anything.
 *
 * @param path from the root of the server on: both roots are in it
 */
export function isEditorAddress(path: string): boolean {
  return posts.test(path);
}
