/** What the editor posts to, below its root. */
const posts = /^(flows?|nodes|auth\/(token|revoke)|settings\/user)$/i;

/**
 * Whether the editor posts there: nobody else hears what comes, and who took it away would make it impossible to deploy
 * anything.
 *
 * @param path from the root of the server on, without a query
 * @param editorRoot the editor's own, such as `/` or `/admin`
 */
export function isEditorAddress(path: string, editorRoot: string): boolean {
  const root = withoutSlashes(editorRoot);
  const inner = root === "" ? withoutSlashes(path) : withoutSlashes(path).slice(root.length + 1);
  return (root === "" || withoutSlashes(path).startsWith(`${root}/`)) && posts.test(inner);
}

function withoutSlashes(path: string): string {
  let [start, end] = [0, path.length];
  while (start < end && path[start] === "/") start += 1;
  while (end > start && path[end - 1] === "/") end -= 1;
  return path.slice(start, end);
}
